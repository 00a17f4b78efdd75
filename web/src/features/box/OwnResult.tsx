import { Flame } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BlindBox } from '../../client';
import css from './OwnResult.module.css';
import type { Own } from './useOwn';

/** How one did; for those who looked on, how all did. */
export function OwnResult({ box, own }: { box: BlindBox; own: Own }) {
  const { t, i18n } = useTranslation('box');
  const number = new Intl.NumberFormat(i18n.resolvedLanguage ?? 'en', { maximumFractionDigits: 1 });
  const { result } = own;
  const { results } = box;
  return (
    <section className={css.panel} aria-labelledby="box-title">
      <p className={css.eyebrow}>{t('state.complete')}</p>
      <h1 id="box-title" className={css.title}>
        {box.title}
      </h1>
      {result ? (
        <>
          <p className={css.score}>
            <span className={css.count}>{result.correctCount}</span>
            <span className={css.of}>{t('result.of', { count: result.totalCount })}</span>
          </p>
          <ul className={css.figures}>
            <Figure
              value={t('result.percent', { value: number.format(result.accuracy) })}
              label={t('result.accuracy')}
            />
            <Figure
              value={t('result.rankOf', { rank: result.rank, of: results?.participants ?? '' })}
              label={t('result.rank')}
            />
            {box.form.fields.length > 0 && <Figure value={number.format(result.points)} label={t('result.points')} />}
            {result.streak > 1 && (
              <Figure
                value={
                  <>
                    <Flame aria-hidden /> {result.streak}
                  </>
                }
                label={t('result.streak')}
              />
            )}
          </ul>
        </>
      ) : (
        <p className={css.words} role="status">
          {own.number === undefined ? t('result.watched') : t('result.coming')}
        </p>
      )}
      {results && results.participants > 0 && (
        <p className={css.words}>
          {t('result.all', { count: results.participants, accuracy: number.format(results.averageAccuracy) })}
        </p>
      )}
      {results?.participants === 0 && <p className={css.words}>{t('result.nobody')}</p>}
    </section>
  );
}

function Figure({ value, label }: { value: React.ReactNode; label: string }) {
  return (
    <li className={css.figure}>
      <span className={css.value}>{value}</span>
      <span className={css.label}>{label}</span>
    </li>
  );
}
