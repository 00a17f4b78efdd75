import { expect, test } from 'vitest';
import { afterCaret, type Caret, type CaretMessage, type Placed, piecesOf, staleMs, stillThere } from './carets';

const said = (more: Partial<CaretMessage> = {}): CaretMessage => ({
  kind: 'caret',
  user: 'ann',
  name: 'Ann',
  sample: '417',
  from: '2@a',
  to: '2@a',
  ...more,
});

test('a device has one caret, and none when it leaves the text', () => {
  const first = afterCaret([], said(), 'd1', 1_000);
  const moved = afterCaret(first, said({ sample: '628' }), 'd1', 2_000);
  expect(moved).toEqual([
    { device: 'd1', user: 'ann', name: 'Ann', sample: '628', from: '2@a', to: '2@a', heardAtMs: 2_000 },
  ]);
  expect(afterCaret(moved, said({ sample: null }), 'd1', 3_000)).toEqual([]);
});

test('what is no caret changes nothing', () => {
  const there: readonly Caret[] = [];
  for (const other of [null, 'hello', 7, { kind: 'caret' }, { ...said(), sample: 3 }, { ...said(), kind: 'wave' }]) {
    expect(afterCaret(there, other, 'd1', 1)).toBe(there);
  }
});

test('who has said nothing for long is gone', () => {
  const carets = afterCaret(afterCaret([], said(), 'd1', 0), said({ user: 'ben' }), 'd2', staleMs - 1);
  expect(stillThere(carets, staleMs - 1)).toBe(carets);
  expect(stillThere(carets, staleMs).map(({ user }) => user)).toEqual(['ben']);
});

const placed = (from: number, to = from, key = 'd1'): Placed => ({ key, user: key, name: key, from, to });
const drawn = (text: string, of: Placed[]) =>
  piecesOf(text, of).map((piece) =>
    'caret' in piece ? `|${piece.caret.key}` : piece.marked ? `[${piece.text}]` : piece.text,
  );

test('a text is cut where somebody stands', () => {
  expect(drawn('sweet plum', [placed(5)])).toEqual(['sweet', '|d1', ' plum']);
  expect(drawn('sweet plum', [placed(6, 10)])).toEqual(['sweet ', '[plum]', '|d1']);
  expect(drawn('sweet', [placed(0), placed(5, 5, 'd2')])).toEqual(['|d1', 'sweet', '|d2']);
  expect(drawn('', [placed(0)])).toEqual(['|d1']);
  expect(drawn('plum', [])).toEqual(['plum']);
});

test('a caret from a longer text stands at the end', () => {
  expect(drawn('plum', [placed(99)])).toEqual(['plum', '|d1']);
});
