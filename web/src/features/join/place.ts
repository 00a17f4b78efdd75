import type { Line } from '../../live/connection';

/** Where somebody belongs who came by a link: at the table that is being cupped, or in the room. */
export async function placeFor(line: Line, asked: { room?: string; session?: string } = {}): Promise<string> {
  const { role } = line.identity;
  const room = line.identity.room ?? asked.room;
  if (!room) {
    return '/';
  }
  if (role === 'display') {
    return `/rooms/${room}/tv`;
  }
  if (room.startsWith('blind-box-')) {
    return `/boxes/${room.slice('blind-box-'.length)}`;
  }
  await line.client.send('room.join', { room });
  if (asked.session) {
    return `/rooms/${room}/sessions/${asked.session}`;
  }
  const { sessions } = await line.client.send('tasting.list', { room });
  const running = sessions.filter((session) => session.moment.step !== 'closed');
  const newest = running.reduce<(typeof running)[number] | undefined>(
    (best, one) => (best && best.createdAtMs >= one.createdAtMs ? best : one),
    undefined,
  );
  return newest && role === 'cupper' ? `/rooms/${room}/sessions/${newest.id}` : `/rooms/${room}`;
}
