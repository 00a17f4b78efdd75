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
  /** What the gate itself says stands in, where a view has a frame of its own. */
  around?: (inside: ReactNode) => ReactNode;
  children: (live: RoomLive, view: RoomView) => ReactNode;
}

const bare = (inside: ReactNode) => inside;

/** Lets somebody into a room: asks who it is if that is not known, joins, and says why when that does not work. */
export function RoomGate({ room, around = bare, children }: RoomGateProps) {
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
    return around(rememberedIdentity(room) ? <Loading /> : <SignIn />);
  }
  return (
    <Joined room={room} around={around}>
      {children}
    </Joined>
  );
}

type Inside = Required<Omit<RoomGateProps, 'room'>>;

function Joined({ room, ...inside }: Inside & { room: string }) {
  const live = useRoom(room);
  return live ? <Seated live={live} {...inside} /> : inside.around(<Loading />);
}

function Seated({ live, around, children }: Inside & { live: RoomLive }) {
  const { t } = useTranslation('common');
  const words = useErrorWords();
  const status = useRoomStatus(live);
  const { state } = useConnection();
  switch (status.state) {
    case 'in':
      return children(live, status.view);
    case 'out':
      return around(
        <Empty title={t('room.out')}>
          <p role="alert">{words(status.failure)}</p>
        </Empty>,
      );
    case 'joining':
      return around(
        state === 'closed' ? <SignIn /> : <Loading what={t(state === 'waiting' ? 'room.waiting' : 'loading')} />,
      );
  }
}
