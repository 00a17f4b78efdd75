import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BlindBox } from '../../client';
import { Card } from '../../ui/Card';
import css from './Fair.module.css';
import { sawBeforeReveal } from './kept';
import type { Fairness } from './useFairness';

/** Why nobody can exchange a coffee any more, in two sentences; the fingerprints for those who want them. */
export function Commitments({ box, fairness }: { box: BlindBox; fairness: Fairness }) {
  const { t } = useTranslation('box');
  return (
    <Card title={t('fair.title')}>
      <div className={css.promise}>
        <ShieldCheck aria-hidden />
        <p>
          {t('fair.promise')} {sawBeforeReveal(fairness.firstSeen) ? t('fair.kept') : t('fair.keptLate')}
        </p>
      </div>
      <details className={css.fold}>
        <summary>{t('fair.prints', { count: box.commitments.length })}</summary>
        <ol className={css.prints}>
          {box.commitments.map(({ position, label, commitment }) => (
            <li key={position} className={css.print}>
              <span className={css.letter}>{label}</span>
              <code>{commitment}</code>
            </li>
          ))}
        </ol>
      </details>
    </Card>
  );
}
