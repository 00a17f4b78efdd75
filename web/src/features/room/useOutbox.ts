import { useState } from 'react';
import { newKey } from '../../client';
import type { RoomLive } from '../../live/room';

interface Waiting {
  clientKey: string;
  text: string;
}

/** Lines that were said and are not acknowledged yet. The client sends them again after a loss; none is said twice. */
export function useOutbox(live: RoomLive, room: string) {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const say = (text: string) => {
    const clientKey = newKey();
    setFailure(null);
    setWaiting((now) => [...now, { clientKey, text }]);
    const done = () => setWaiting((now) => now.filter((one) => one.clientKey !== clientKey));
    live.client.send('chat.say', { room, text, clientKey }).then(done, (problem: unknown) => {
      done();
      setFailure(problem);
    });
  };
  return { waiting, failure, say };
}
