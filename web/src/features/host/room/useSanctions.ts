import { useEffect, useState } from 'react';
import type { ChannelEvent } from '../../../client';
import type { RoomLive } from '../../../live/room';

export interface Sanctions {
  /** Muted, and until when where there is an end. */
  muted: Readonly<Record<string, { untilMs?: number }>>;
  banned: Readonly<Record<string, { by: string; untilMs?: number; reason?: string }>>;
}

const none: Sanctions = { muted: {}, banned: {} };

/** After one event; the very same when it is about nothing of this. */
export function afterSanction(now: Sanctions, told: Pick<ChannelEvent, 'event' | 'data'>): Sanctions {
  const event = told as ChannelEvent;
  switch (event.event) {
    case 'room.member-muted': {
      const { user, untilMs } = event.data;
      return { ...now, muted: { ...now.muted, [user]: untilMs === undefined ? {} : { untilMs } } };
    }
    case 'room.member-unmuted': {
      const { [event.data.user]: _, ...muted } = now.muted;
      return { ...now, muted };
    }
    case 'room.member-banned': {
      const { user, ...about } = event.data;
      return { ...now, banned: { ...now.banned, [user]: about } };
    }
    case 'room.member-unbanned': {
      const { [event.data.user]: _, ...banned } = now.banned;
      return { ...now, banned };
    }
    default:
      return now;
  }
}

/** Who is muted or shut out: as far back as the room's and the staff's channels remember, and from then on. */
export function useSanctions(live: RoomLive, room: string): Sanctions {
  const [sanctions, setSanctions] = useState(none);
  useEffect(() => {
    let left = false;
    const channels = [`room:${room}`, `room:${room}:staff`];
    Promise.all(
      channels.map((channel) => live.client.send('channel.history', { channel, offset: 0, limit: 200 })),
    ).then(
      (pages) => {
        const past = pages.flatMap(({ events }) => events).toSorted((one, other) => one.atMs - other.atMs);
        const then = past.reduce((now, told) => afterSanction(now, told as unknown as ChannelEvent), none);
        if (!left) {
          setSanctions((now) => ({
            muted: { ...then.muted, ...now.muted },
            banned: { ...then.banned, ...now.banned },
          }));
        }
      },
      () => {
        // What happens from now on is told all the same.
      },
    );
    const stop = live.onEvent((told) => setSanctions((now) => afterSanction(now, told)));
    return () => {
      left = true;
      stop();
    };
  }, [live, room]);
  return sanctions;
}
