import type { Moment } from '../../client';

export interface Countdown {
  /** Whole seconds that are left; absent for a step without an end. */
  left?: number;
  /** How much of the step's time is left, from 1 to 0. */
  share?: number;
  /** Whole seconds since the time was over. */
  over?: number;
}

/** What a step's timer shows. While it is paused the time stands still. */
export function countdownOf({ startedAtMs, dueAtMs, timeRemaining, paused }: Moment, nowMs: number): Countdown {
  if (paused || dueAtMs === undefined) {
    return timeRemaining === undefined ? {} : { left: timeRemaining };
  }
  const leftMs = dueAtMs - nowMs;
  const share = Math.min(1, Math.max(0, leftMs / Math.max(1, dueAtMs - startedAtMs)));
  return leftMs > 0
    ? { left: Math.ceil(leftMs / 1_000), share }
    : { left: 0, share: 0, over: Math.floor((nowMs - dueAtMs) / 1_000) };
}

/** `4:05`, and `1:04:05` beyond an hour. */
export function clockText(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const padded = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${padded}` : `${minutes}:${padded}`;
}
