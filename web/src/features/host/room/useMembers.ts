import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Member } from '../../../client';
import type { RoomLive } from '../../../live/room';

/** A room has at most so many seats that a host looks through; more are counted, not listed. */
const pagesMax = 10;
const changing = new Set<string>([
  'room.member-joined',
  'room.member-left',
  'room.member-removed',
  'room.role-changed',
  'tasting.cuppers-changed',
]);

/** Whoever has a seat in the room, here or not; and what they are called. */
export function useMembers(live: RoomLive, room: string) {
  const [members, setMembers] = useState<readonly Member[]>([]);
  const load = useCallback(() => {
    membersOf(live, room).then(setMembers, () => {
      // Those that were known stay; the next change asks again.
    });
  }, [live, room]);
  useEffect(() => {
    load();
    return live.onEvent((told) => changing.has(told.event) && load());
  }, [live, load]);
  const names = useMemo(() => new Map(members.map(({ user, name }) => [user, name])), [members]);
  const nameOf = useCallback((user: string) => names.get(user) ?? user, [names]);
  return { members, nameOf };
}

async function membersOf(live: RoomLive, room: string): Promise<readonly Member[]> {
  const members: Member[] = [];
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const answer = await live.client.send('room.members', { room, ...(after === undefined ? {} : { after }) });
    members.push(...answer.members);
    if (answer.next === undefined) {
      break;
    }
    after = answer.next;
  }
  return members;
}
