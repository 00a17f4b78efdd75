import { CirclePause, TimerReset } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Tasting } from '../../../client';
import { useLine } from '../../../live/connection';
import { useServerNow } from '../../../live/useServerNow';
import { Badge } from '../../../ui/Badge';
import { classes } from '../../../ui/classes';
import css from './conduct.module.css';
import { clockText, remainingMs } from './steps';

/** What is left of the step, large. What has no end shows how long it lasts; the lobby, how many are in. */
export function StepTimer({ session, timeOver }: { session: Tasting; timeOver: boolean }) {
  const { t } = useTranslation('host');
  const nowMs = useServerNow(useLine());
  const { moment, cuppers } = session;
  if (moment.step === 'lobby') {
    return (
      <div className={css.timer}>
        <p className={classes(css.digits, 'figures')}>{cuppers}</p>
        <p className={css.timerWords}>{t('ready', { count: cuppers })}</p>
      </div>
    );
  }
  if (moment.step === 'closed') {
    return null;
  }
  const left = remainingMs(moment, nowMs);
  const over = !moment.paused && (timeOver || (left !== undefined && left < 0));
  const wholeSecondsMs = Math.max(0, Math.floor((nowMs - moment.startedAtMs) / 1_000) * 1_000);
  return (
    <div className={classes(css.timer, over && css.late)}>
      <p role="timer" className={classes(css.digits, 'figures')}>
        {left !== undefined ? clockText(left) : moment.paused ? '' : clockText(wholeSecondsMs)}
      </p>
      <p role="status" className={css.timerWords}>
        {moment.paused && (
          <Badge tone="amber" icon={<CirclePause aria-hidden />}>
            {t('paused')}
          </Badge>
        )}
        {over && (
          <Badge tone="amber" icon={<TimerReset aria-hidden />}>
            {t('timeOver')}
          </Badge>
        )}
        {!over && !moment.paused && t(left === undefined ? 'elapsed' : 'left')}
      </p>
    </div>
  );
}
