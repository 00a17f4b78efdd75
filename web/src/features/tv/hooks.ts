/** What a screen on a wall needs besides the room: the time, to stay awake, and to keep the pointer out of sight. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PeopleNow } from '../../client';
import { useLine } from '../../live/connection';
import type { RoomLive } from '../../live/room';

const tickMs = 250;

/** By the server's clock, moving on four times a second. */
export function useServerNow(): number {
  const clock = useLine()?.clock;
  const [now, setNow] = useState(() => clock?.now() ?? Date.now());
  useEffect(() => {
    const tick = () => setNow(clock?.now() ?? Date.now());
    tick();
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}

export function usePeople(live: RoomLive): PeopleNow {
  return useSyncExternalStore(live.people.subscribe, live.people.snapshot);
}

/** Keeps the screen on where the browser can. It lets go whenever the page is hidden, so it is asked again. */
export function useWakeLock(): void {
  useEffect(() => {
    let held: WakeLockSentinel | null = null;
    let ended = false;
    const hold = async () => {
      if (!('wakeLock' in navigator) || document.visibilityState !== 'visible' || (held && !held.released)) {
        return;
      }
      try {
        const lock = await navigator.wakeLock.request('screen');
        if (ended) {
          await lock.release();
        } else {
          held = lock;
        }
      } catch {
        // Low on power, or not allowed: the screen follows its own settings.
      }
    };
    void hold();
    document.addEventListener('visibilitychange', hold);
    return () => {
      ended = true;
      document.removeEventListener('visibilitychange', hold);
      void held?.release();
    };
  }, []);
}

const pointerRestsMs = 3_000;

/** Whether somebody is at the screen: a pointer moved, or a key was pressed, a moment ago. */
export function useAttended(): boolean {
  const [attended, setAttended] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const seen = () => {
      setAttended(true);
      clearTimeout(timer);
      timer = setTimeout(() => setAttended(false), pointerRestsMs);
    };
    const hints = ['pointermove', 'pointerdown', 'keydown'] as const;
    for (const hint of hints) {
      window.addEventListener(hint, seen);
    }
    return () => {
      clearTimeout(timer);
      for (const hint of hints) {
        window.removeEventListener(hint, seen);
      }
    };
  }, []);
  return attended;
}
