import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { connectAs, useConnection, useLine } from '../live/connection';
import { rememberedIdentity } from '../live/identity';
import type { RoomView } from '../live/reducers';
import { type RoomLive, useRoom, useRoomStatus } from '../live/room';
import { Empty } from '../ui/Empty';
import { Loading } from '../ui/Loading';
import { useErrorWords } from './errorWords';
import { SignIn } from './SignIn';

interface RoomGateProps {
  room: string;
  children: (live: RoomLive, view: RoomView) => ReactNode;
}

/** Lets somebody into a room: asks who it is if that is not known, joins, and says why when that does not work. */
export function RoomGate({ room, children }: RoomGateProps) {
  const line = useLine();
  const fits = line && (!line.identity.room || line.identity.room === room);
  useEffect(() => {
    if (!fits) {
      const remembered = rememberedIdentity(room);
      if (remembered) {
        connectAs(remembered);
      }
    }
  }, [fits, room]);
  if (!fits) {
    return rememberedIdentity(room) ? <Loading /> : <SignIn />;
  }
  return <Joined room={room}>{children}</Joined>;
}

function Joined({ room, children }: RoomGateProps) {
  const live = useRoom(room);
  return live ? <Seated live={live}>{children}</Seated> : <Loading />;
}

function Seated({ live, children }: { live: RoomLive; children: RoomGateProps['children'] }) {
  const { t } = useTranslation('common');
  const words = useErrorWords();
  const status = useRoomStatus(live);
  const { state } = useConnection();
  switch (status.state) {
    case 'in':
      return children(live, status.view);
    case 'out':
      return (
        <Empty title={t('room.out')}>
          <p role="alert">{words(status.failure)}</p>
        </Empty>
      );
    case 'joining':
      return state === 'closed' ? <SignIn /> : <Loading what={t(state === 'waiting' ? 'room.waiting' : 'loading')} />;
  }
}
