import { expect, it } from 'vitest';
import type { Moment } from '../../client';
import { clockText, countdownOf } from './countdown';

const moment: Moment = {
  seq: 4,
  step: 'pour',
  flight: 1,
  phase: 'fragrance',
  startedAtMs: 10_000,
  dueAtMs: 250_000,
  timeRemaining: 240,
  paused: false,
};

it('counts down to the end by the server’s clock', () => {
  expect(countdownOf(moment, 10_000)).toEqual({ left: 240, share: 1 });
  expect(countdownOf(moment, 130_000)).toEqual({ left: 120, share: 0.5 });
  expect(countdownOf(moment, 249_001)).toMatchObject({ left: 1 });
});

it('says for how long the time has been over', () => {
  expect(countdownOf(moment, 250_000)).toEqual({ left: 0, share: 0, over: 0 });
  expect(countdownOf(moment, 285_900)).toEqual({ left: 0, share: 0, over: 35 });
});

it('stands still while paused', () => {
  const { dueAtMs: _, ...paused } = { ...moment, paused: true, timeRemaining: 90 };
  expect(countdownOf(paused, 10_000)).toEqual({ left: 90 });
  expect(countdownOf(paused, 99_000)).toEqual({ left: 90 });
});

it('has nothing to count in a step without an end', () => {
  const { dueAtMs: _, timeRemaining: __, ...open } = moment;
  expect(countdownOf(open, 99_000)).toEqual({});
});

it('writes minutes and seconds', () => {
  expect([0, 9, 65, 600, 3_725].map(clockText)).toEqual(['0:00', '0:09', '1:05', '10:00', '1:02:05']);
});
