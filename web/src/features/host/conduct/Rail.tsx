import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './conduct.module.css';
import type { Place } from './steps';

interface RailProps {
  rail: readonly Place[];
  at: number;
  flights: number;
}

/** All steps in a row: those gone by, the one that is, and those to come. */
export function Rail({ rail, at, flights }: RailProps) {
  const { t } = useTranslation('host');
  const current = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves when the step does
  useEffect(() => {
    const item = current.current;
    const list = item?.parentElement;
    if (item && list) {
      list.scrollTo({ left: item.offsetLeft - list.clientWidth / 2 + item.clientWidth / 2 });
    }
  }, [at]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys
    <ol className={css.rail} aria-label={t('rail')} tabIndex={0}>
      {rail.map(({ step, flight }, index) => (
        <li
          key={`${step} ${flight ?? 0}`}
          ref={index === at ? current : undefined}
          aria-current={index === at ? 'step' : undefined}
          data-state={index < at ? 'past' : index === at ? 'now' : 'next'}
        >
          <span className={css.dot} aria-hidden>
            {index < at && <Check />}
          </span>
          <span>{t(`common:step.${step}`)}</span>
          {flights > 1 && step === 'dry' && <span className={css.flight}>{t('flight', { flight })}</span>}
          {index < at && <span className="sr-only">{t('past')}</span>}
        </li>
      ))}
    </ol>
  );
}
