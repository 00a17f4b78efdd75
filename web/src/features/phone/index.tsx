import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useErrorWords } from '../../app/errorWords';
import { keepForOffline } from '../../app/offline';
import { RoomGate } from '../../app/RoomGate';
import { useLine } from '../../live/connection';
import type { Identity } from '../../live/identity';
import type { RoomLive } from '../../live/room';
import { useRoom, useRoomStatus } from '../../live/room';
import { Empty } from '../../ui/Empty';
import { Loading } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { type Kept, useKept } from './kept';
import { Session } from './Session';
import { useSession } from './useSession';

/** The phone of a cupper. */
export default function Phone() {
  const { room = '', session = '' } = useParams();
  const line = useLine();
  useEffect(keepForOffline, []);
  const fits = line && (!line.identity.room || line.identity.room === room);
  return fits ? <Known room={room} session={session} identity={line.identity} /> : <Gate room={room} />;
}

/** Who it is, and whether they may come in. */
function Gate({ room }: { room: string }) {
  const { t } = useTranslation('phone');
  return (
    <Page title={t('title')} width="narrow">
      <h1 className="sr-only">{t('title')}</h1>
      <RoomGate room={room}>{() => <Loading />}</RoomGate>
    </Page>
  );
}

function Known({ room, session, identity }: { room: string; session: string; identity: Identity }) {
  const live = useRoom(room);
  const kept = useKept(identity.user, room, session);
  return live && kept !== undefined ? (
    <Seated live={live} room={room} id={session} kept={kept} />
  ) : (
    <Gate room={room} />
  );
}

/** While the room cannot be reached, what is kept on the device will do. */
function Seated({ live, room, id, kept }: { live: RoomLive; room: string; id: string; kept: Kept | null }) {
  const status = useRoomStatus(live);
  const view = status.state === 'in' ? status.view : null;
  const now = useSession(live, view, kept, id);
  if (status.state === 'out' || (status.state === 'joining' && !kept)) {
    return <Gate room={room} />;
  }
  if (!now.session || !now.form) {
    return <Waiting failure={now.failure} />;
  }
  return (
    <Session
      live={live}
      view={view}
      session={now.session}
      form={now.form}
      roomTitle={view?.room.title ?? kept?.roomTitle ?? ''}
    />
  );
}

function Waiting({ failure }: { failure: unknown }) {
  const { t } = useTranslation('phone');
  const words = useErrorWords();
  return (
    <Page title={t('title')} width="narrow">
      <h1 className="sr-only">{t('title')}</h1>
      {failure ? (
        <Empty title={t('noSession')}>
          <p role="alert">{words(failure)}</p>
        </Empty>
      ) : (
        <Loading />
      )}
    </Page>
  );
}
