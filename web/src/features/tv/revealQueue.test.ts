import { expect, it } from 'vitest';
import { advanced, beginQueue, dueAtMs, isOver, lookMs, withRevealed } from './revealQueue';

it('shows what is revealed at once, one after another when they come together', () => {
  let queue = withRevealed(beginQueue([]), ['153', '417']);
  queue = advanced(queue, 1_000);
  expect(queue.shown).toBe('153');
  expect(advanced(queue, 2_000)).toBe(queue);
  queue = advanced(queue, dueAtMs(queue) ?? 0);
  expect(queue.shown).toBe('417');
  expect(queue.waiting).toEqual([]);
});

it('does not play again what was revealed before', () => {
  const queue = withRevealed(beginQueue(['153']), ['153', '417']);
  expect(advanced(queue, 1).shown).toBe('417');
  expect(withRevealed(queue, ['153', '417'])).toBe(queue);
});

it('keeps the last on the stage for a while before it is over', () => {
  const queue = advanced(withRevealed(beginQueue([]), ['153']), 1_000);
  expect(isOver(queue, 1_000 + lookMs - 1)).toBe(false);
  expect(isOver(queue, 1_000 + lookMs)).toBe(true);
});

it('is over from the beginning when nothing is left to be shown', () => {
  expect(isOver(beginQueue(['153', '417']), 0)).toBe(true);
});

it('hurries when many wait, and never below what an eye needs', () => {
  const codes = Array.from({ length: 40 }, (_, at) => String(100 + at));
  const queue = advanced(withRevealed(beginQueue([]), codes), 1_000);
  expect((dueAtMs(queue) ?? 0) - 1_000).toBe(6_000);
});
