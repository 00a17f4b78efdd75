import { QrCode } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Tasting, TastingForm, TastingProgress } from '../../client';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Loading } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { Tabs } from '../../ui/Tabs';
import { Chat } from '../room/Chat';
import { InviteDialog } from '../room/InviteDialog';
import { PhaseDesk } from './conduct/PhaseDesk';
import { Download } from './Download';
import { type Part, partInSight, parts, type Stretch, stretchOf } from './desk';
import css from './desk.module.css';
import { Completion } from './panel/Completion';
import { Scores } from './panel/Scores';
import { Reveal } from './reveal/Reveal';
import { Here } from './room/Here';
import { Moderation } from './room/Moderation';
import { useMembers } from './room/useMembers';
import { Table } from './table/Table';
import { useForm } from './useForm';
import { useProgress } from './useProgress';

// Brings Automerge, which is large, and is of use from the lock on.
const Consensus = lazy(() => import('./consensus/Consensus'));

interface HostDeskProps {
  live: RoomLive;
  view: RoomView;
  session: Tasting;
}

/** The desk from which a session is run: its step above, one part of the matter below, the people beside it. */
export function HostDesk({ live, view, session }: HostDeskProps) {
  const { t, i18n } = useTranslation('host');
  // Whoever comes from the demo's button has nobody at the table yet.
  const begins = (useLocation().state as { invite?: boolean } | null)?.invite === true;
  const [inviting, setInviting] = useState(begins && session.moment.step === 'lobby');
  const progress = useProgress(live, session, view.progress[session.id]);
  const form = useForm(live, session.form, session.version);
  return (
    <Page
      title={session.title}
      width="full"
      bar={<Link to={`/rooms/${encodeURIComponent(view.room.id)}`}>{view.room.title}</Link>}
    >
      <header className={css.head}>
        <div>
          <h1>{session.title}</h1>
          <p className={css.about}>
            {[
              form?.title[i18n.resolvedLanguage === 'ko' ? 'ko' : 'en'] ?? session.form,
              t('about.cups', { count: session.cups }),
              t('about.samples', { count: session.samples.length }),
              t('about.cuppers', { count: session.cuppers }),
            ].join(' · ')}
          </p>
        </div>
        <Button
          look={session.moment.step === 'lobby' ? 'primary' : 'plain'}
          icon={<QrCode aria-hidden />}
          onClick={() => setInviting(true)}
        >
          {t('inviteButton')}
        </Button>
      </header>
      <div className={css.columns}>
        <div className={css.column}>
          <PhaseDesk
            live={live}
            session={session}
            progress={progress}
            timeOver={view.timeOver[session.id] === session.moment.seq}
          />
          <Parts live={live} view={view} session={session} form={form} progress={progress} />
        </div>
        <aside className={css.side} aria-label={t('side')}>
          <Here live={live} session={session} form={form} />
          <Card title={t('chat')}>
            <Chat live={live} view={view} />
          </Card>
        </aside>
      </div>
      <InviteDialog live={live} view={view} session={session.id} open={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}

interface PartsProps extends HostDeskProps {
  form: TastingForm | null;
  progress: TastingProgress | undefined;
}

function Parts({ live, view, session, form, progress }: PartsProps) {
  const { t } = useTranslation('host');
  const [chosen, setChosen] = useState<{ stretch: Stretch; part: Part } | null>(null);
  const { members, nameOf } = useMembers(live, view);
  const { step } = session.moment;
  const panels: Record<Part, React.ReactNode> = {
    table: <Table live={live} session={session} />,
    completion: (
      <Completion live={live} session={session} progress={progress} late={view.late[session.id] ?? 0} nameOf={nameOf} />
    ),
    scores: <Scores live={live} session={session} form={form} />,
    consensus: (
      <Suspense fallback={<Loading />}>
        <Consensus live={live} session={session} form={form} />
      </Suspense>
    ),
    reveal: <Reveal live={live} session={session} />,
    room: <Moderation live={live} view={view} session={session} members={members} nameOf={nameOf} />,
    export: <Download session={session} />,
  };
  return (
    <Tabs
      label={t('parts.label')}
      value={partInSight(step, chosen)}
      onChange={(part) => setChosen({ stretch: stretchOf(step), part })}
      tabs={parts.map((value) => ({ value, label: t(`parts.${value}`), panel: panels[value] }))}
    />
  );
}
