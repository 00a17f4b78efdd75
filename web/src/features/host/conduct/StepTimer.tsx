import { CirclePause, TimerReset } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Moment } from '../../../client';
import { useLine } from '../../../live/connection';
import { useServerNow } from '../../../live/useServerNow';
import { Badge } from '../../../ui/Badge';
import { classes } from '../../../ui/classes';
import css from './conduct.module.css';
import { clockText, remainingMs } from './steps';

/** What is left of the step, large. What has no end shows how long it lasts. */
export function StepTimer({ moment, timeOver }: { moment: Moment; timeOver: boolean }) {
  const { t } = useTranslation('host');
  const nowMs = useServerNow(useLine());
  const left = remainingMs(moment, nowMs);
  const over = timeOver || (left !== undefined && left < 0);
  const counting = left === undefined && moment.step !== 'lobby' && moment.step !== 'closed' && !moment.paused;
  return (
    <div className={classes(css.timer, over && css.late)}>
      <p role="timer" className={classes(css.digits, 'figures')}>
        {left !== undefined && clockText(left)}
        {counting && clockText(Math.max(0, Math.floor((nowMs - moment.startedAtMs) / 1_000) * 1_000))}
        {left === undefined && !counting && '–:––'}
      </p>
      <p role="status" className={css.timerWords}>
        {moment.paused && (
          <Badge tone="amber" icon={<CirclePause aria-hidden />}>
            {t('paused')}
          </Badge>
        )}
        {over && !moment.paused && (
          <Badge tone="amber" icon={<TimerReset aria-hidden />}>
            {t('timeOver')}
          </Badge>
        )}
        {!over && !moment.paused && t(left === undefined ? (counting ? 'elapsed' : 'noEnd') : 'left')}
      </p>
    </div>
  );
}
