import { Pause, Play, SkipForward, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tasting, TastingProgress } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Button } from '../../../ui/Button';
import css from './conduct.module.css';
import { MoveDialog } from './MoveDialog';
import { Rail } from './Rail';
import { StepTimer } from './StepTimer';
import { indexOf, isLocked, type Move, obstacle, type Place, railOf, target } from './steps';
import { useConduct } from './useConduct';

interface PhaseDeskProps {
  live: RoomLive;
  session: Tasting;
  progress: TastingProgress | undefined;
  timeOver: boolean;
}

/** Where the session is, how long it stays there, and the one thing that comes next. */
export function PhaseDesk({ live, session, progress, timeOver }: PhaseDeskProps) {
  const { t } = useTranslation('host');
  const { moment } = session;
  const rail = railOf(session);
  const conduct = useConduct(live, session);
  const [asking, setAsking] = useState<{ move: Move; to: Place } | null>(null);
  const go = (move: Move) => {
    const to = target(session, move);
    if (to && (to.step === 'lock' || to.step === 'closed')) {
      setAsking({ move, to });
    } else {
      void conduct.move(move);
    }
  };
  return (
    <section className={css.desk} aria-labelledby="step-name">
      <Rail rail={rail} at={indexOf(rail, moment)} flights={session.flights} />
      <div className={css.now}>
        <div>
          <p className={css.over}>
            {session.flights > 1 && rail[indexOf(rail, moment)]?.flight !== undefined
              ? t('flightOf', { flight: moment.flight, of: session.flights })
              : t('now')}
          </p>
          <h2 id="step-name" className={css.step}>
            {t(`common:step.${moment.step}`)}
          </h2>
          <p className={css.words}>{t(`stepWords.${moment.step}`)}</p>
        </div>
        <StepTimer session={session} timeOver={timeOver} />
        <div className={css.controls}>
          <NextButton session={session} busy={conduct.doing === 'next'} onPress={() => go('next')} />
          <TimeControls session={session} conduct={conduct} />
          <SideMoves session={session} go={go} />
        </div>
      </div>
      {asking && (
        <MoveDialog
          session={session}
          to={asking.to}
          progress={progress}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            void conduct.move(asking.move);
          }}
        />
      )}
    </section>
  );
}

function NextButton({ session, busy, onPress }: { session: Tasting; busy: boolean; onPress: () => void }) {
  const { t } = useTranslation('host');
  const next = target(session, 'next');
  const hindered = obstacle(session);
  if (!next) {
    return <p className={css.words}>{t('ended')}</p>;
  }
  const several = session.flights > 1 && next.step === 'dry';
  return (
    <>
      <Button look="primary" size="l" className={css.next} busy={busy} disabled={hindered !== null} onClick={onPress}>
        {several ? t('next.flight', { flight: next.flight }) : t(`next.${next.step}`)}
      </Button>
      {hindered && <p className={css.words}>{t(`obstacle.${hindered}`)}</p>}
    </>
  );
}

/** More time, less, and a halt: there where time runs. */
function TimeControls({ session: { moment }, conduct }: { session: Tasting; conduct: ReturnType<typeof useConduct> }) {
  const { t } = useTranslation('host');
  const timed = moment.dueAtMs !== undefined || (moment.paused && moment.timeRemaining !== undefined);
  const halts = moment.paused || timed || (moment.step !== 'lobby' && !isLocked(moment.step));
  if (!halts) {
    return null;
  }
  return (
    <div className={css.row}>
      {timed && (
        <Button onClick={() => void conduct.adjust(-30)} aria-label={t('less')}>
          {t('lessShort')}
        </Button>
      )}
      <Button
        icon={moment.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        busy={conduct.doing === 'pause'}
        onClick={() => void conduct.togglePause()}
      >
        {t(moment.paused ? 'resume' : 'pause')}
      </Button>
      {timed && (
        <Button onClick={() => void conduct.adjust(30)} aria-label={t('more')}>
          {t('moreShort')}
        </Button>
      )}
    </div>
  );
}

/** Back and skip: there where they lead somewhere, and named by it. */
function SideMoves({ session, go }: { session: Tasting; go: (move: Move) => void }) {
  const { t } = useTranslation('host');
  const back = target(session, 'back');
  const skip = target(session, 'skip');
  const begun = session.moment.step !== 'lobby';
  return (
    <div className={css.row}>
      {back && (
        <Button look="quiet" icon={<Undo2 aria-hidden />} onClick={() => go('back')}>
          {t('backTo', { step: t(`common:step.${back.step}`) })}
        </Button>
      )}
      {begun && skip && (
        <Button look="quiet" icon={<SkipForward aria-hidden />} onClick={() => go('skip')}>
          {t('skipTo', { step: t(`common:step.${skip.step}`) })}
        </Button>
      )}
    </div>
  );
}
