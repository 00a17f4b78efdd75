import { useMemo, useSyncExternalStore } from 'react';
import type { PeopleNow, Person } from '../../client';
import type { RoomLive } from '../../live/room';

export interface Present {
  user: string;
  name: string;
  /** The code of the cup in hand, when they are in this session; of the device that came last. */
  at?: string;
}

/** Who of those in the room is at which cup, in the order of their names. */
export function presentOf(people: readonly Person[], session: string): Present[] {
  return people.map(({ user, name, devices }) => {
    const here = devices.findLast(({ state }) => state.session === session && typeof state.sample === 'string');
    return here ? { user, name, at: String(here.state.sample) } : { user, name };
  });
}

export function usePeople(live: RoomLive): PeopleNow {
  return useSyncExternalStore(live.people.subscribe, live.people.snapshot);
}

/** Empty in a crowd, which is counted only. */
export function usePresent(live: RoomLive, session: string): Present[] {
  const { people } = usePeople(live);
  return useMemo(() => presentOf(people ?? [], session), [people, session]);
}
