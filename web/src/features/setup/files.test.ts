import { expect, test } from 'vitest';
import { chosenWithin, type ImportedRow, matching, problemsByLine } from './files';

const row = (line: number, name: string, country: string): ImportedRow => ({
  line,
  lot: `L${line}`,
  identity: { name, country, more: { total: '84.5' } },
});
const rows = [row(2, 'Geisha', 'Panama'), row(3, 'Bourbon', 'Rwanda'), row(4, 'SL28', 'Kenya')];

test('rows are found by any text of the coffee, but not by its grading', () => {
  expect(matching(rows, 'kenya').map(({ line }) => line)).toEqual([4]);
  expect(matching(rows, 'L3').map(({ line }) => line)).toEqual([3]);
  expect(matching(rows, '84.5')).toEqual([]);
  expect(matching(rows, ' ')).toBe(rows);
});

test('no more are chosen than there is room for', () => {
  expect([...chosenWithin(rows, new Set([4]), 2)]).toEqual([4, 2]);
  expect([...chosenWithin(rows, new Set(), 100)]).toEqual([2, 3, 4]);
  expect([...chosenWithin(rows, new Set(), 0)]).toEqual([]);
});

test('what is odd stands at its line', () => {
  const byLine = problemsByLine([
    { line: 3, lot: 'L3', problem: 'total-zero' },
    { line: 3, lot: 'L3', problem: 'not-a-number', column: 'flavor' },
  ]);
  expect(byLine.get(3)?.map(({ problem }) => problem)).toEqual(['total-zero', 'not-a-number']);
  expect(byLine.get(2)).toBeUndefined();
});
