import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttled } from './throttled';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('it is done at once, and then once a second however often it is asked for', () => {
  const action = vi.fn();
  const ask = throttled(1_000, action);
  ask();
  expect(action).toHaveBeenCalledTimes(1);
  for (let i = 0; i < 40; i++) {
    ask();
  }
  expect(action).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(action).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5_000);
  expect(action).toHaveBeenCalledTimes(2);
  ask();
  expect(action).toHaveBeenCalledTimes(3);
});

test('what was put off is not done after a cancel', () => {
  const action = vi.fn();
  const ask = throttled(1_000, action);
  ask();
  ask();
  ask.cancel();
  vi.advanceTimersByTime(5_000);
  expect(action).toHaveBeenCalledTimes(1);
});
