import css from './Box.module.css';
import type { Clock } from './timeline';
import { useSecondsUntil } from './useClock';

/** Hours, minutes and seconds until a moment. */
export function TimeLeft({ clock, at, label }: { clock: Clock; at: number; label: string }) {
  const seconds = useSecondsUntil(clock, at) ?? 0;
  return (
    <p className={css.timeLeft} role="timer">
      <span className={css.timeLabel}>{label}</span>
      <span className={css.time}>{written(seconds)}</span>
    </p>
  );
}

/** `1:02:03`, `2:03`, and days before hours. */
export function written(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${hours > 0 || days > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
  return days > 0 ? `${days} · ${clock}` : clock;
}
