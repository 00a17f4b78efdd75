import { describe, expect, it } from 'vitest';
import type { BlindBox, ToldEvent } from '../../client';
import { replayed } from './replay';
import { momentsOf, shownAfter, shownFrom } from './shown';

const box = {
  orderId: 'o',
  room: 'blind-box-o',
  title: 'Five',
  state: 'complete',
  seq: 12,
  totalCount: 2,
  countdown: 10,
  interval: 60,
  startedAtMs: 1,
  form: { candidates: [], fields: [] },
  commitments: [],
  revealed: [{ position: 1 }],
  results: { totalCount: 2, participants: 1, averageAccuracy: 50, topPerformers: [] },
  guessers: 1,
} as unknown as BlindBox;

function told(seq: number, event: string, data: object = {}): ToldEvent {
  return { seq, event, offsetMs: seq * 60_000, data: { orderId: 'o', serverTime: 5, displayAt: 5, ...data } };
}

const events = [
  told(1, 'blindbox.scheduled'),
  told(2, 'blindbox.opened'),
  told(3, 'blindbox.locked'),
  told(4, 'reveal-starting', { startAt: 5, countdown: 10, interval: 60, commitments: [] }),
  told(5, 'coffee-revealed', { position: 1, label: 'A', coffee: { id: 'a', name: 'a' }, nextAt: 99 }),
  told(6, 'blindbox.paused'),
  told(7, 'blindbox.resumed'),
  told(8, 'coffee-revealed', { position: 2, label: 'B', coffee: { id: 'b', name: 'b' } }),
  told(9, 'reveal-complete', { results: box.results, leaderboard: [] }),
];

describe('a replay', () => {
  it('has the long waits taken out, and what is shown in its order', () => {
    const { since } = replayed(box, events);
    expect(since.map(({ event, data }) => [event, 'displayAt' in data && data.displayAt])).toEqual([
      ['reveal-starting', 0],
      ['coffee-revealed', 7_000],
      ['coffee-revealed', 11_000],
      ['reveal-complete', 15_000],
    ]);
  });

  it('begins with a closed box, counts down, and says when the next cup comes', () => {
    const { from, since } = replayed(box, events);
    expect(from).toMatchObject({ state: 'locked', revealed: [] });
    expect(from.results).toBeUndefined();
    let shown = shownFrom(from);
    const moments = since.map((event) => {
      shown = shownAfter(shown, event);
      return momentsOf(shown.box);
    });
    expect(moments).toEqual([{ zeroAt: 3_000, nextOpensAt: 7_000 }, { nextOpensAt: 11_000 }, {}, {}]);
    expect(shown.box).toMatchObject({ state: 'complete', results: box.results });
  });
});
