import { useTranslation } from 'react-i18next';
import type { Step, Tasting } from '../../client';
import css from './Rail.module.css';
import { tableSteps } from './session';

/** Where the session is among its steps. */
export function Rail({ session }: { session: Tasting }) {
  const { t } = useTranslation('tv');
  const calibrates = session.samples.some(({ flight }) => flight === undefined);
  const steps: Step[] = [
    ...(calibrates ? ['calibration' as const] : []),
    ...tableSteps,
    'lock',
    'discussion',
    'reveal',
  ];
  const now = steps.indexOf(session.moment.step);
  return (
    <ol aria-label={t('rail.label')} className={css.rail}>
      {steps.map((step, at) => (
        <li
          key={step}
          className={css.stop}
          data-past={at < now || undefined}
          aria-current={at === now ? 'step' : undefined}
        >
          <span className={css.name}>{t(`rail.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}
