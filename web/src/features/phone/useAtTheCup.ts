import { useEffect } from 'react';
import type { Tasting } from '../../client';
import { useConnection } from '../../live/connection';
import type { RoomLive } from '../../live/room';

/** A hand that runs along the strip is at none of the cups it passes. */
const settledMs = 400;

/** Tells the table at which cup one is. Never what one thinks of it. */
export function useAtTheCup(live: RoomLive, session: Tasting, sample: string | undefined, section: string): void {
  const { state } = useConnection();
  const { id, room } = session;
  useEffect(() => {
    if (state !== 'online') {
      return;
    }
    const timer = setTimeout(() => {
      const at = sample === undefined ? { session: id } : { session: id, sample, section };
      live.client.send('presence.update', { room, state: at }, { volatile: true }).catch(() => undefined); // told anew with the next step
    }, settledMs);
    return () => clearTimeout(timer);
  }, [live, id, room, sample, section, state]);
}
