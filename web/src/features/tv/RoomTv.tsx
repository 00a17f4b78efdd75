import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { RoomGate } from '../../app/RoomGate';
import { formLanguage } from '../../charts';
import type { Step, Tasting } from '../../client';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { useEarlierSessions, useForm } from './asked';
import { Lobby } from './Lobby';
import { Rail } from './Rail';
import { Reveal } from './Reveal';
import { Gate, Stage, type Tone } from './Stage';
import { chooseSession, stageOf } from './session';
import { Table } from './Table';
import { Waiting } from './Waiting';

const tones: Record<Step, Tone> = {
  lobby: 'welcome',
  calibration: 'cool',
  dry: 'dry',
  pour: 'water',
  break: 'crust',
  skim: 'crust',
  hot: 'hot',
  warm: 'warm',
  cool: 'cool',
  lock: 'calm',
  discussion: 'talk',
  reveal: 'gold',
  closed: 'gold',
};

/** The room's screen: for a display that came by the TV's link, and for whoever is in the room already. */
export default function RoomTv() {
  const { room = '' } = useParams();
  const { t } = useTranslation('tv');
  return (
    <RoomGate
      key={room}
      room={room}
      around={(inside) => (
        <Stage tone="calm" title={t('title')}>
          <Gate>{inside}</Gate>
        </Stage>
      )}
    >
      {(live, view) => <Screen live={live} view={view} />}
    </RoomGate>
  );
}

function Screen({ live, view }: { live: RoomLive; view: RoomView }) {
  const { t } = useTranslation('tv');
  const earlier = useEarlierSessions(live, view);
  const session = chooseSession(view.sessions.length > 0 ? view.sessions : (earlier ?? []));
  if (!session) {
    return (
      <Stage tone="welcome" title={view.room.title}>
        <Lobby live={live} view={view} heading={view.room.title} words={t('lobby.noSession')} />
      </Stage>
    );
  }
  return <SessionScreen live={live} view={view} session={session} />;
}

function SessionScreen({ live, view, session }: { live: RoomLive; view: RoomView; session: Tasting }) {
  const { t, i18n } = useTranslation('tv');
  const form = useForm(live, session);
  const { moment, cups, samples } = session;
  const about = form?.title[formLanguage(i18n.resolvedLanguage)];
  const frame = { tone: tones[moment.step], title: session.title, about };
  switch (stageOf(moment.step)) {
    case 'lobby': {
      const words = about ? t('lobby.table', { form: about, cups, samples: samples.length }) : '';
      return (
        <Stage tone={frame.tone} title={view.room.title}>
          <Lobby live={live} view={view} heading={session.title} words={words} />
        </Stage>
      );
    }
    case 'table':
      return (
        <Stage {...frame} rail={<Rail session={session} />}>
          <Table live={live} session={session} isOver={view.timeOver[session.id] === moment.seq} />
        </Stage>
      );
    case 'waiting':
      return (
        <Stage {...frame} rail={<Rail session={session} />}>
          <Waiting session={session} />
        </Stage>
      );
    case 'reveal':
      return (
        <Stage {...frame}>
          <Reveal key={session.id} live={live} view={view} session={session} form={form} />
        </Stage>
      );
  }
}
