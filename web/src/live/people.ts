/** Who is here, and at which cup: what their devices say of themselves. */
import { useMemo, useSyncExternalStore } from 'react';
import type { PeopleNow, Person, Role } from '../client';
import type { RoomLive } from './room';

export interface Present {
  user: string;
  name: string;
  role: Role | undefined;
  devices: number;
  /** The code of the cup in hand, where they are in the session that was asked about; of the device that came last. */
  sample?: string;
  /** The id of the form's section. */
  section?: string;
}

export function presentIn(session: string, people: readonly Person[]): Present[] {
  return people.map(({ user, name, devices }) => {
    const state = devices.findLast((device) => device.state.session === session)?.state;
    const text = (key: string) => (typeof state?.[key] === 'string' ? { [key]: state[key] } : {});
    return { user, name, role: devices.at(-1)?.role, devices: devices.length, ...text('sample'), ...text('section') };
  });
}

export function usePeople(live: RoomLive): PeopleNow {
  return useSyncExternalStore(live.people.subscribe, live.people.snapshot);
}

/** Null in a crowd, which is counted only. */
export function usePresent(live: RoomLive, session: string): Present[] | null {
  const { people } = usePeople(live);
  return useMemo(() => people && presentIn(session, people), [people, session]);
}
