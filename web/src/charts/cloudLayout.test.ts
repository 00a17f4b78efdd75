import { expect, it } from 'vitest';
import { layOutCloud } from './cloudLayout';

it('puts what was named most often first and largest', () => {
  const placed = layOutCloud([
    { id: 'nutty', label: 'Nutty', cuppers: 2 },
    { id: 'citrus', label: 'Citrus', cuppers: 5 },
    { id: 'floral', label: 'Floral', cuppers: 3 },
  ]);
  expect(placed.map(({ id }) => id)).toEqual(['citrus', 'floral', 'nutty']);
  expect(placed[0]?.size).toBeGreaterThan(placed[1]?.size ?? 0);
  expect(placed[2]?.size).toBe(1);
});

it('makes no difference where there is none', () => {
  const sizes = layOutCloud([
    { id: 'a', label: 'A', cuppers: 3 },
    { id: 'b', label: 'B', cuppers: 3 },
  ]).map(({ size }) => size);
  expect(sizes[0]).toBe(sizes[1]);
});

it('gives words of one family one tone', () => {
  const tone = layOutCloud([
    { id: 'berry', label: 'Berry', cuppers: 3, family: 'fruity' },
    { id: 'floral', label: 'Floral', cuppers: 2 },
    { id: 'citrus', label: 'Citrus', cuppers: 1, family: 'fruity' },
  ]).map((word) => word.tone);
  expect(tone[0]).toBe(tone[2]);
  expect(tone[0]).not.toBe(tone[1]);
});
