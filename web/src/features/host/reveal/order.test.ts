import { expect, test } from 'vitest';
import type { PanelView } from '../../../client';
import { nextHidden, revealOrder } from './order';

const panel = (mean?: number): PanelView => ({
  scores: 3,
  of: 3,
  adapted: false,
  descriptors: [],
  fields: [],
  ...(mean === undefined ? {} : { mean }),
});
const coffee = (code: string, revealed = false, flight: number | undefined = 1) => ({
  code,
  revealed,
  ...(flight ? { flight } : {}),
});
const samples = [coffee('731'), coffee('284'), coffee('417', true), coffee('906')];
const panels = { '731': panel(84.5), '284': panel(88), '417': panel(84.5), '906': panel() };
const codes = (of: readonly { code: string }[]) => of.map(({ code }) => code);

test('from the lowest mean to the highest, equal ones by code, what has none first', () => {
  expect(codes(revealOrder(samples, panels, 'rising'))).toEqual(['906', '417', '731', '284']);
});

test('from the highest to the lowest, what has none last', () => {
  expect(codes(revealOrder(samples, panels, 'falling'))).toEqual(['284', '417', '731', '906']);
});

test('by code, or when no means may be seen', () => {
  expect(codes(revealOrder(samples, panels, 'code'))).toEqual(['284', '417', '731', '906']);
  expect(codes(revealOrder(samples, {}, 'rising'))).toEqual(['284', '417', '731', '906']);
});

test('the calibration is no part of the reveal', () => {
  expect(codes(revealOrder([...samples, { code: '555', revealed: true }], panels, 'code'))).not.toContain('555');
});

test('the next one is the first that is hidden', () => {
  expect(nextHidden(revealOrder([coffee('417', true), coffee('731')], panels, 'rising'))?.code).toBe('731');
  expect(nextHidden([coffee('417', true)])).toBeUndefined();
});
