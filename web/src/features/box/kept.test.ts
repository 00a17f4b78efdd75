import { beforeEach, describe, expect, it } from 'vitest';
import type { BlindBox } from '../../client';
import { keepBallot, keptBallot, seeFirst } from './kept';

class MemoryStorage implements Storage {
  readonly #values = new Map<string, string>();
  get length() {
    return this.#values.size;
  }
  clear = () => this.#values.clear();
  getItem = (key: string) => this.#values.get(key) ?? null;
  key = (at: number) => [...this.#values.keys()][at] ?? null;
  removeItem = (key: string) => void this.#values.delete(key);
  setItem = (key: string, value: string) => void this.#values.set(key, value);
}

let storage: MemoryStorage;
beforeEach(() => {
  storage = new MemoryStorage();
});

function box(commitments: string[], state: BlindBox['state'] = 'scheduled'): BlindBox {
  return {
    orderId: 'o',
    state,
    serverTimeMs: 1,
    commitments: commitments.map((commitment, at) => ({ position: at + 1, label: 'A', commitment })),
  } as BlindBox;
}

describe('a device', () => {
  it('keeps the commitments that it saw first, whatever it is told later', () => {
    seeFirst(box(['a', 'b']), storage);
    const later = seeFirst(box(['a', 'x'], 'revealing'), storage);
    expect(later).toEqual({ commitments: { 1: 'a', 2: 'b' }, state: 'scheduled', atMs: 1 });
  });

  it('takes positions in that it did not know', () => {
    seeFirst(box(['a']), storage);
    expect(seeFirst(box(['a', 'b']), storage).commitments).toEqual({ 1: 'a', 2: 'b' });
  });

  it('keeps the guesses of each person apart', () => {
    keepBallot('o', 'ann', { draft: [{ label: 'A', coffeeId: 'c-1' }] }, storage);
    expect(keptBallot('o', 'ann', storage).draft).toHaveLength(1);
    expect(keptBallot('o', 'ben', storage)).toEqual({ draft: [] });
    expect(keptBallot('p', 'ann', storage)).toEqual({ draft: [] });
  });

  it('goes on when its storage cannot be read or written', () => {
    storage.setItem('crema.box.o.first-seen', '{');
    expect(seeFirst(box(['a']), storage).commitments).toEqual({ 1: 'a' });
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    expect(() => keepBallot('o', 'ann', { draft: [] }, storage)).not.toThrow();
  });
});
