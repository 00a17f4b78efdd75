import { Pause } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlindBox } from '../../client';
import { labelsOf } from './ballot';
import { Countdown } from './Countdown';
import css from './Stage.module.css';
import { StageCup } from './StageCup';
import { Standings } from './Standings';
import { momentsOf, type ShownBox } from './shown';
import type { Clock } from './timeline';
import { useSecondsUntil } from './useClock';
import type { Fairness } from './useFairness';

interface StageProps {
  shown: ShownBox;
  clock: Clock;
  fairness: Fairness;
  /** The newest cup is brought into sight. */
  isFollowing?: boolean;
}

export function isOnStage({ state }: BlindBox): boolean {
  return state === 'countdown' || state === 'revealing' || state === 'paused';
}

/** Where the box is opened: the countdown, then one cup after another, at the same moment for all. */
export function Stage({ shown, clock, fairness, isFollowing = true }: StageProps) {
  const { t } = useTranslation('box');
  const { box } = shown;
  const { zeroAt } = momentsOf(box);
  const seconds = useSecondsUntil(clock, box.state === 'countdown' ? zeroAt : undefined);
  const isCounting = seconds !== null && seconds > 0 && zeroAt !== undefined;
  return (
    <section className={css.stage} aria-labelledby="stage-title" data-counting={isCounting || undefined}>
      <header className={css.head}>
        <h1 id="stage-title" className={css.title}>
          {box.title}
        </h1>
        <p className={css.state}>
          {box.state === 'paused' ? (
            <span className={css.paused}>
              <Pause aria-hidden />
              {t('stage.paused')}
            </span>
          ) : (
            !isCounting && t('stage.opened', { count: box.revealed.length, of: box.totalCount })
          )}
        </p>
      </header>
      <Announcer shown={shown} />
      {isCounting ? (
        <Countdown clock={clock} zeroAt={zeroAt} seconds={seconds} of={box.countdown} cups={box.totalCount} />
      ) : (
        <Cups shown={shown} clock={clock} fairness={fairness} isFollowing={isFollowing} />
      )}
      {shown.standings.length > 0 && <Standings shown={shown} />}
    </section>
  );
}

function Cups({ shown, clock, fairness, isFollowing }: StageProps) {
  const { t } = useTranslation('box');
  const { box } = shown;
  const newest = useRef<HTMLLIElement>(null);
  const { nextOpensAt } = momentsOf(box);
  const next = box.revealed.length + 1;
  useEffect(() => {
    if (isFollowing && shown.fresh !== null) {
      const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      newest.current?.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'instant' : 'smooth' });
    }
  }, [isFollowing, shown.fresh]);
  return (
    <>
      {shown.caughtUp && <p className={css.caughtUp}>{t('stage.caughtUp')}</p>}
      <ol className={css.cups} data-many={box.totalCount > 6 || undefined}>
        {labelsOf(box.totalCount).map((label, at) => (
          <StageCup
            key={label}
            ref={at + 1 === (shown.fresh ?? 0) ? newest : undefined}
            orderId={box.orderId}
            label={label}
            place={at}
            cup={box.revealed.find(({ position }) => position === at + 1)}
            verdict={fairness.verdicts.get(at + 1)}
            isFresh={shown.fresh === at + 1}
            clock={clock}
            opensAt={at + 1 === next ? nextOpensAt : undefined}
            intervalMs={box.interval * 1_000}
          />
        ))}
      </ol>
    </>
  );
}

/** Says to screen readers what happens on the stage, as it happens. */
function Announcer({ shown: { box, fresh } }: { shown: ShownBox }) {
  const { t } = useTranslation('box');
  const cup = box.revealed.find(({ position }) => position === fresh);
  return (
    <p className="sr-only" aria-live="assertive">
      {box.state === 'countdown' && t('stage.begins', { count: box.countdown })}
      {box.state === 'paused' && t('stage.paused')}
      {(box.state === 'revealing' || box.state === 'complete') &&
        cup &&
        t('stage.cupIs', { label: cup.label, name: cup.coffee.name })}
    </p>
  );
}
