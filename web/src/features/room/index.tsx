import { MessagesSquare, Plus, QrCode, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { RoomGate } from '../../app/RoomGate';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Empty } from '../../ui/Empty';
import { Page } from '../../ui/Page';
import { Chat } from './Chat';
import { InviteDialog } from './InviteDialog';
import { People } from './People';
import css from './Room.module.css';
import { SessionCard } from './SessionCard';

/** A room: what is cupped in it, who is here, and what they say. */
export default function RoomPage() {
  const { room = '' } = useParams();
  return <RoomGate room={room}>{(live, view) => <Inside live={live} view={view} />}</RoomGate>;
}

function Inside({ live, view }: { live: RoomLive; view: RoomView }) {
  const { t } = useTranslation('room');
  const [inviting, setInviting] = useState(false);
  const runs = view.permissions.includes('administer');
  return (
    <Page title={view.room.title}>
      <header className={css.head}>
        <div>
          <h1>{view.room.title}</h1>
          <p className={css.about}>
            <Badge tone="accent">{t(`common:role.${view.role}`)}</Badge>
            {view.room.state === 'closed' && <Badge tone="berry">{t('closed')}</Badge>}
          </p>
        </div>
        {view.permissions.includes('invite') && (
          <Button icon={<QrCode aria-hidden />} onClick={() => setInviting(true)}>
            {t('invite.title')}
          </Button>
        )}
      </header>
      <div className={css.columns}>
        <div className={css.column}>
          <Sessions view={view} runs={runs} />
          <Card title={<Titled icon={<Users aria-hidden />}>{t('people.title')}</Titled>}>
            <People live={live} />
          </Card>
        </div>
        <Card title={<Titled icon={<MessagesSquare aria-hidden />}>{t('chat.title')}</Titled>} className={css.chat}>
          <Chat live={live} view={view} />
        </Card>
      </div>
      <InviteDialog live={live} view={view} open={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}

function Sessions({ view, runs }: { view: RoomView; runs: boolean }) {
  const { t } = useTranslation('room');
  if (view.room.type !== 'cupping' && view.room.type !== 'tasting') {
    return null;
  }
  const newestFirst = view.sessions.toSorted((one, other) => other.createdAtMs - one.createdAtMs);
  return (
    <Card
      title={t('sessions.title')}
      aside={
        runs && (
          <Link to={`/rooms/${view.room.id}/new`} className={css.action}>
            <Plus aria-hidden size={18} /> {t('sessions.new')}
          </Link>
        )
      }
    >
      {newestFirst.length === 0 && <Empty title={t('sessions.none')}>{runs && <p>{t('sessions.noneHost')}</p>}</Empty>}
      <ul className={css.sessions}>
        {newestFirst.map((session) => (
          <SessionCard key={session.id} session={session} role={view.role} />
        ))}
      </ul>
    </Card>
  );
}

function Titled({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <span className={css.titled}>
      {icon}
      {children}
    </span>
  );
}
