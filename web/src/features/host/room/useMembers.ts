import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Member } from '../../../client';
import type { RoomView } from '../../../live/reducers';
import type { RoomLive } from '../../../live/room';

/** A room has at most so many pages of seats that a host looks through; more are counted, not listed. */
const pagesMax = 10;
const changing = new Set<string>([
  'room.member-joined',
  'room.member-left',
  'room.member-removed',
  'room.role-changed',
  'tasting.cuppers-changed',
]);

/** Whoever has a seat in the room, here or not; and what people are called, also those who have left since. */
export function useMembers(live: RoomLive, { room, messages }: Pick<RoomView, 'room' | 'messages'>) {
  const [members, setMembers] = useState<readonly Member[]>([]);
  const seen = useRef(new Map<string, string>());
  const load = useCallback(() => {
    membersOf(live, room.id).then(setMembers, () => {
      // Those that were known stay; the next change asks again.
    });
  }, [live, room.id]);
  useEffect(() => {
    load();
    return live.onEvent((told) => changing.has(told.event) && load());
  }, [live, load]);
  const names = useMemo(() => {
    for (const { from, name } of messages) {
      seen.current.set(from, name);
    }
    for (const { user, name } of members) {
      seen.current.set(user, name);
    }
    return new Map(seen.current);
  }, [members, messages]);
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
