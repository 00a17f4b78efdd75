import { describe, expect, it } from 'vitest';
import { layOutPodium } from './podiumLayout';

const at = (...places: number[]) =>
  places.map((place, index) => ({ id: String(index), place, label: `coffee ${index}`, points: 90 - place }));

describe('a podium', () => {
  it('has the first in the middle, the second at its left and the third at its right', () => {
    expect(layOutPodium(at(1, 2, 3, 4)).map(({ place, column }) => [place, column])).toEqual([
      [1, 1],
      [2, 0],
      [3, 2],
    ]);
  });

  it('lets equal ones share a place', () => {
    expect(layOutPodium(at(1, 2, 2, 4)).map(({ place }) => place)).toEqual([1, 2, 2]);
    expect(layOutPodium(at(1, 1, 3)).map(({ place }) => place)).toEqual([1, 1, 3]);
  });

  it.each([1, 2, 3, 4, 5])('gives each of %i a column of its own', (count) => {
    const columns = layOutPodium(at(1, 2, 3, 3, 3).slice(0, count)).map(({ column }) => column);
    expect([...columns].sort()).toEqual(Array.from({ length: count }, (_, column) => column));
  });

  it('shows no more than fit', () => {
    expect(layOutPodium(at(1, 1, 1, 1, 1, 1, 1))).toHaveLength(5);
  });
});
