import { useTranslation } from 'react-i18next';
import { BurningArc } from './BurningArc';
import { labelsOf } from './ballot';
import css from './Countdown.module.css';
import { Seals } from './Seal';
import type { Clock } from './timeline';

interface CountdownProps {
  clock: Clock;
  zeroAt: number;
  seconds: number;
  /** Seconds of the whole countdown. */
  of: number;
  cups: number;
}

/** The last seconds, large: the same number on every screen. */
export function Countdown({ clock, zeroAt, seconds, of, cups }: CountdownProps) {
  const { t } = useTranslation('box');
  return (
    <div className={css.countdown}>
      <div className={css.dial}>
        <svg viewBox="0 0 200 200" aria-hidden className={css.ring}>
          <circle cx="100" cy="100" r="92" className={css.track} />
          <BurningArc
            key={zeroAt}
            clock={clock}
            from={zeroAt - of * 1_000}
            to={zeroAt}
            radius={92}
            centre={100}
            className={css.arc}
          />
        </svg>
        <p role="timer" aria-live="off" aria-label={t('stage.secondsLeft', { count: seconds })} className={css.number}>
          <span key={seconds} aria-hidden className={css.beat}>
            {seconds}
          </span>
        </p>
      </div>
      <p className={css.words}>{t('stage.soon')}</p>
      <Seals labels={labelsOf(cups)} />
    </div>
  );
}
