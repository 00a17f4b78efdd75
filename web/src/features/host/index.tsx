import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { RoomGate } from '../../app/RoomGate';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { Empty } from '../../ui/Empty';
import { Loading } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { HostDesk } from './HostDesk';

/** The host's laptop. */
export default function HostPage() {
  const { room = '', session = '' } = useParams();
  return <RoomGate room={room}>{(live, view) => <Found live={live} view={view} id={session} />}</RoomGate>;
}

function Found({ live, view, id }: { live: RoomLive; view: RoomView; id: string }) {
  const session = view.sessions.find((one) => one.id === id);
  const looked = useLookedFor(live, id, session !== undefined);
  if (!session) {
    return looked ? <Without words="noSession" room={view.room.id} /> : <Loading />;
  }
  return view.role === 'host' ? (
    <HostDesk live={live} view={view} session={session} />
  ) : (
    <Without words="noHost" room={view.room.id} />
  );
}

/** A closed session is not part of a room's snapshot: it is asked for once. */
function useLookedFor(live: RoomLive, id: string, there: boolean): boolean {
  const [looked, setLooked] = useState(false);
  useEffect(() => {
    if (!there) {
      live
        .refreshSession(id)
        .catch(() => undefined)
        .finally(() => setLooked(true));
    }
  }, [live, id, there]);
  return looked;
}

function Without({ words, room }: { words: 'noSession' | 'noHost'; room: string }) {
  const { t } = useTranslation('host');
  return (
    <Page title={t(`${words}.title`)} width="narrow">
      <h1 className="sr-only">{t(`${words}.title`)}</h1>
      <Empty title={t(`${words}.title`)}>
        <p>{t(`${words}.words`)}</p>
        <Link to={`/rooms/${encodeURIComponent(room)}`}>{t('toRoom')}</Link>
      </Empty>
    </Page>
  );
}
