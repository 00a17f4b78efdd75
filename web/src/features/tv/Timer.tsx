import { Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Moment } from '../../client';
import { classes } from '../../ui/classes';
import { clockText, countdownOf } from './countdown';
import { useServerNow } from './hooks';
import css from './Timer.module.css';

/** How much time a step has left, by the server's clock. Nothing for a step without an end. */
export function Timer({ moment, isOver = false }: { moment: Moment; isOver?: boolean }) {
  const { t } = useTranslation('tv');
  const { left, share, over } = countdownOf(moment, useServerNow());
  if (left === undefined) {
    return moment.paused ? <p className={css.words}>{t('paused')}</p> : null;
  }
  const ended = isOver || over !== undefined;
  return (
    <div className={classes(css.timer, ended && css.over, moment.paused && css.paused)}>
      <svg viewBox="0 0 100 100" aria-hidden className={css.dial}>
        <circle cx="50" cy="50" r="46.500" className={css.track} />
        <circle
          cx="50"
          cy="50"
          r="46.500"
          pathLength={1}
          strokeDasharray="1 1"
          strokeDashoffset={1 - (share ?? 1)}
          className={css.rest}
        />
      </svg>
      <div className={css.inside}>
        <span role="timer" className={css.figures} aria-label={t('timer', { time: clockText(left) })}>
          <Figures text={clockText(left)} />
        </span>
        <div className={css.below}>
          <span aria-live="polite" className={css.words}>
            {ended && t('over')}
            {moment.paused && (
              <>
                <Pause aria-hidden />
                {t('paused')}
              </>
            )}
          </span>
          {ended && over !== undefined && over > 0 && <span className={css.since}>+{clockText(over)}</span>}
        </div>
      </div>
    </div>
  );
}

/** Each figure in a place of its own: the display face has none of equal width, and a clock must not tremble. */
function Figures({ text }: { text: string }) {
  return [...text].map((figure, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index
    <span key={at} aria-hidden className={figure === ':' ? css.colon : css.figure}>
      {figure}
    </span>
  ));
}
