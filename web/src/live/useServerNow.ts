import { useEffect, useState } from 'react';
import type { Line } from './connection';

/** The server's time, looked at again each `everyMs`; never by this computer's own clock, which may be minutes off. */
export function useServerNow(line: Line | null, everyMs = 250): number {
  const [nowMs, setNowMs] = useState(() => line?.clock.now() ?? Date.now());
  useEffect(() => {
    if (!line) {
      return;
    }
    const look = () => setNowMs(line.clock.now());
    look();
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  }, [line, everyMs]);
  return nowMs;
}
