import { Pause } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tasting } from '../../client';
import { useLine } from '../../live/connection';
import { classes } from '../../ui/classes';
import css from './StepTimer.module.css';

const lookMs = 250;
const soonSeconds = 30;

/** What is left of the step, by the server's clock. Nothing for a step without an end. */
export function StepTimer({ moment }: { moment: Tasting['moment'] }) {
  const { t } = useTranslation('phone');
  const left = useSecondsLeft(moment);
  if (left === undefined) {
    return null;
  }
  const time = clockText(left);
  return (
    <p
      role="timer"
      aria-live="off"
      aria-label={t(moment.paused ? 'timer.paused' : left > 0 ? 'timer.left' : 'timer.over', { time })}
      className={classes(css.timer, 'figures', moment.paused ? css.paused : left <= soonSeconds && css.soon)}
    >
      {moment.paused && <Pause aria-hidden />}
      {time}
    </p>
  );
}

function useSecondsLeft(moment: Tasting['moment']): number | undefined {
  const clock = useLine()?.clock;
  const [, look] = useState(0);
  const { dueAtMs, paused, timeRemaining } = moment;
  const runs = dueAtMs !== undefined && !paused;
  useEffect(() => {
    if (runs) {
      const timer = setInterval(() => look((count) => count + 1), lookMs);
      return () => clearInterval(timer);
    }
  }, [runs]);
  if (!runs) {
    return paused ? timeRemaining : undefined;
  }
  return Math.max(0, Math.ceil((dueAtMs - (clock?.now() ?? Date.now())) / 1_000));
}

export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
