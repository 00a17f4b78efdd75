import { useEffect, useState } from 'react';
import type { Clock } from './timeline';

/** Whole seconds until a moment, counted down with the server's clock; 0 when it has passed, null when there is none. */
export function useSecondsUntil(clock: Clock, at: number | undefined): number | null {
  const [counted, setCounted] = useState(() => ({ at, seconds: secondsUntil(clock, at) }));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const count = () => {
      clearTimeout(timer);
      const left = secondsUntil(clock, at);
      setCounted({ at, seconds: left });
      if (left !== null && left > 0 && at !== undefined) {
        const leftMs = at - clock.now();
        timer = setTimeout(count, Math.max(8, leftMs - (left - 1) * 1_000));
      }
    };
    count();
    const stopListening = clock.onChange?.(count);
    return () => {
      stopListening?.();
      clearTimeout(timer);
    };
  }, [clock, at]);
  // Of another moment nothing was counted yet, and what is drawn now must not be of the old one.
  return counted.at === at ? counted.seconds : secondsUntil(clock, at);
}

export function secondsUntil(clock: Clock, at: number | undefined): number | null {
  return at === undefined ? null : Math.max(0, Math.ceil((at - clock.now()) / 1_000));
}

/** Style of an animation that has been running since `from` and ends at `to`, wherever in it this screen comes in. */
export function runningSince(
  clock: Clock,
  from: number,
  to: number,
): { animationDuration: string; animationDelay: string } {
  return { animationDuration: `${Math.max(1, to - from)}ms`, animationDelay: `${Math.round(from - clock.now())}ms` };
}
