import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { labelsOf } from './ballot';
import css from './Fair.module.css';

/** The commitments are not the ones that this device saw first: said at once, and not to be missed. */
export function ExchangedNotice({ positions }: { positions: readonly number[] }) {
  const { t, i18n } = useTranslation('box');
  if (positions.length === 0) {
    return null;
  }
  const labels = labelsOf(Math.max(...positions));
  const cups = new Intl.ListFormat(i18n.resolvedLanguage ?? 'en').format(
    positions.map((position) => labels[position - 1] ?? ''),
  );
  return (
    <div role="alert" className={css.alarm}>
      <ShieldAlert aria-hidden />
      <div>
        <p className={css.alarmTitle}>{t('fair.exchangedTitle')}</p>
        <p>{t('fair.exchangedWords', { cups, count: positions.length })}</p>
      </div>
    </div>
  );
}
