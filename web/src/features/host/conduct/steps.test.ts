import { describe, expect, test } from 'vitest';
import type { Moment, Step } from '../../../client';
import { clockText, indexOf, obstacle, railOf, remainingMs, target } from './steps';

const moment = (step: Step, flight = 1, more: Partial<Moment> = {}): Moment => ({
  seq: 3,
  step,
  flight,
  phase: 'fragrance',
  startedAtMs: 1_000,
  paused: false,
  ...more,
});
const coffee = (flight?: number) => ({ code: '417', revealed: false, ...(flight ? { flight } : {}) });
const session = (step: Step, flight = 1, { flights = 2, calibration = false } = {}) => ({
  flights,
  samples: calibration ? [coffee(), coffee(1), coffee(2)] : [coffee(1), coffee(2)],
  moment: moment(step, flight),
});

test('the rail has each flight, and the calibration where a coffee is known', () => {
  const names = (of: ReturnType<typeof session>) =>
    railOf(of).map(({ step, flight }) => (flight ? `${step} ${flight}` : step));
  expect(names(session('lobby'))).toHaveLength(1 + 14 + 4);
  expect(names(session('lobby', 1, { calibration: true })).slice(0, 3)).toEqual(['lobby', 'calibration', 'dry 1']);
  expect(indexOf(railOf(session('lobby')), moment('dry', 2))).toBe(8);
  expect(indexOf(railOf(session('lobby')), moment('lock', 2))).toBe(15);
});

describe('a move leads where the server would go', () => {
  test.each([
    ['lobby', 1, 'next', { step: 'dry', flight: 1 }],
    ['cool', 1, 'next', { step: 'dry', flight: 2 }],
    ['cool', 2, 'next', { step: 'lock' }],
    ['warm', 2, 'skip', { step: 'lock' }],
    ['dry', 1, 'skip', { step: 'break', flight: 1 }],
    ['cool', 2, 'skip', null],
    ['lock', 2, 'skip', null],
    ['dry', 1, 'back', null],
    ['dry', 2, 'back', { step: 'cool', flight: 1 }],
    ['lock', 2, 'back', null],
    ['lobby', 1, 'back', null],
    ['closed', 2, 'next', null],
  ] as const)('%s of flight %i, %s', (step, flight, move, place) => {
    expect(target(session(step, flight), move)).toEqual(place);
  });
});

test('a session without a coffee to taste does not begin', () => {
  expect(obstacle({ moment: moment('lobby'), samples: [] })).toBe('no-samples');
  expect(obstacle({ moment: moment('lobby'), samples: [coffee()] })).toBe('only-calibration');
  expect(obstacle({ moment: moment('lobby'), samples: [coffee(1)] })).toBeNull();
  expect(obstacle({ moment: moment('dry'), samples: [] })).toBeNull();
});

test('time runs to the absolute end, and stands still in a pause', () => {
  expect(remainingMs(moment('pour', 1, { dueAtMs: 9_000 }), 4_000)).toBe(5_000);
  expect(remainingMs(moment('pour', 1, { dueAtMs: 9_000 }), 10_000)).toBe(-1_000);
  expect(remainingMs(moment('pour', 1, { paused: true, timeRemaining: 42 }), 99_000)).toBe(42_000);
  expect(remainingMs(moment('lobby'), 4_000)).toBeUndefined();
});

test.each([
  [240_000, '4:00'],
  [239_001, '4:00'],
  [9_000, '0:09'],
  [0, '0:00'],
  [-400, '0:00'],
  [-72_000, '+1:12'],
])('%i ms reads %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});
