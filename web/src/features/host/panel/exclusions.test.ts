import { expect, test } from 'vitest';
import type { ExclusionView, Moment, SampleView, Step } from '../../../client';
import { decided, exclusionOf, labelMax, labelProblem, mayAdmit, openness } from './exclusions';

const at = (step: Step): { moment: Moment } => ({
  moment: { seq: 1, step, flight: 1, phase: 'discussion', startedAtMs: 0, paused: false },
});
const coffee = (code: string, revealed: boolean, flight?: number): SampleView => ({
  code,
  revealed,
  ...(flight ? { flight } : {}),
});

test('a sheet is decided with the first coffee that is revealed, a sample with its own', () => {
  const samples = [coffee('417', true, 1), coffee('628', false, 1)];
  expect(decided({ samples }, { user: 'ann' })).toBe('reveal-begun');
  expect(decided({ samples }, { user: 'ann', sample: '417' })).toBe('sample-revealed');
  expect(decided({ samples }, { user: 'ann', sample: '628' })).toBeNull();
});

test('the calibration, told to all, decides nothing about the others', () => {
  expect(decided({ samples: [coffee('417', true), coffee('628', false, 1)] }, { user: 'ann' })).toBeNull();
});

test('what is late is admitted between the lock and the reveal', () => {
  const steps = ['cool', 'lock', 'discussion', 'reveal', 'closed'] as const;
  expect(steps.filter((step) => mayAdmit(at(step)))).toEqual(['lock', 'discussion']);
  expect(steps.map((step) => openness(at(step)))).toEqual(['open', 'late-only', 'late-only', 'closed', 'closed']);
});

test('a sample is excluded by itself or with its sheet', () => {
  const sheet: ExclusionView = { user: 'ann', label: 'a cold', by: 'host', atMs: 1 };
  const sample: ExclusionView = { user: 'ben', sample: '417', label: 'spilt', by: 'host', atMs: 1 };
  const all = [sheet, sample];
  expect(exclusionOf(all, { user: 'ann', sample: '628' })).toBe(sheet);
  expect(exclusionOf(all, { user: 'ben', sample: '417' })).toBe(sample);
  expect(exclusionOf(all, { user: 'ben', sample: '628' })).toBeUndefined();
  expect(exclusionOf(undefined, { user: 'ben', sample: '417' })).toBeUndefined();
});

test('an exclusion says why', () => {
  expect(labelProblem('  ')).toBe('required');
  expect(labelProblem('x'.repeat(labelMax + 1))).toBe('tooLong');
  expect(labelProblem('spilt cup')).toBeNull();
});
