import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { RevealedCoffee } from '../../client';
import { classes } from '../../ui/classes';
import { BurningArc } from './BurningArc';
import { CoffeeWords } from './CoffeeWords';
import { FairMark } from './FairMark';
import { Seal } from './Seal';
import css from './StageCup.module.css';
import type { Clock } from './timeline';
import { useSecondsUntil } from './useClock';
import type { Verdict } from './verify';

interface StageCupProps {
  ref?: Ref<HTMLLIElement> | undefined;
  orderId: string;
  label: string;
  /** From 0. */
  place: number;
  /** When it is opened. */
  cup: RevealedCoffee | undefined;
  verdict: Verdict | undefined;
  /** It was opened before these eyes just now, so its card turns. */
  isFresh: boolean;
  clock: Clock;
  /** Of the cup that is opened next. */
  opensAt: number | undefined;
  intervalMs: number;
}

/** A card with a seal, until it is turned. What is below the seal is not in the page before. */
export function StageCup({
  ref,
  orderId,
  label,
  place,
  cup,
  verdict,
  isFresh,
  clock,
  opensAt,
  intervalMs,
}: StageCupProps) {
  const { t } = useTranslation('box');
  return (
    <li
      ref={ref}
      className={css.cup}
      data-open={cup ? true : undefined}
      data-fresh={(cup && isFresh) || undefined}
      data-next={opensAt !== undefined || undefined}
      style={{ '--place': place } as React.CSSProperties}
    >
      {(!cup || isFresh) && (
        <div className={css.closed} aria-hidden={cup ? true : undefined}>
          <span className={css.sealed}>
            <Seal label={label} />
            {opensAt !== undefined && <Ring clock={clock} opensAt={opensAt} intervalMs={intervalMs} />}
          </span>
          <span className="sr-only">{t('cup', { label })}</span>
          {opensAt === undefined ? (
            <span className={css.quiet}>{t('stage.sealed')}</span>
          ) : (
            <Next clock={clock} at={opensAt} />
          )}
        </div>
      )}
      {cup && (
        <article className={classes(css.open, 'by-day')} aria-label={t('cup', { label })}>
          <Seal label={label} size="s" />
          <CoffeeWords coffee={cup.coffee} heading={2} />
          <div className={css.mark}>
            <FairMark orderId={orderId} cup={cup} verdict={verdict} />
          </div>
        </article>
      )}
    </li>
  );
}

function Ring({ clock, opensAt, intervalMs }: { clock: Clock; opensAt: number; intervalMs: number }) {
  return (
    <svg viewBox="0 0 100 100" aria-hidden className={css.ring}>
      <BurningArc key={opensAt} clock={clock} from={opensAt - intervalMs} to={opensAt} radius={47} centre={50} />
    </svg>
  );
}

function Next({ clock, at }: { clock: Clock; at: number }) {
  const { t } = useTranslation('box');
  const seconds = useSecondsUntil(clock, at) ?? 0;
  return <span className={css.next}>{seconds > 0 ? t('stage.opensIn', { count: seconds }) : t('stage.now')}</span>;
}
