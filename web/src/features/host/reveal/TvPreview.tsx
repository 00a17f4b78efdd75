import { Tv } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SampleView, Tasting } from '../../../client';
import { figure } from '../panel/figures';
import css from './reveal.module.css';

interface TvPreviewProps {
  session: Tasting;
  shown: SampleView | undefined;
  mean: number | undefined;
  /** The first three, once all are revealed. */
  podium: readonly SampleView[];
}

/** What everybody sees on the TV now. */
export function TvPreview({ session, shown, mean, podium }: TvPreviewProps) {
  const { t, i18n } = useTranslation('host');
  const { step } = session.moment;
  const inReveal = (step === 'reveal' || step === 'closed') && shown?.revealed;
  return (
    <section className={css.tv} aria-labelledby="tv-title">
      <h3 id="tv-title" className={css.tvTitle}>
        <Tv aria-hidden /> {t('tv.title')}
      </h3>
      <div className={css.screen} aria-live="polite">
        {inReveal && podium.length > 0 ? (
          <ol className={css.podium}>
            {podium.map(({ code, identity }, index) => (
              <li key={code} data-place={index + 1}>
                <span className={css.screenSmall}>{t('tv.place', { place: index + 1 })}</span>
                <span className={css.screenName}>{identity?.name}</span>
              </li>
            ))}
          </ol>
        ) : inReveal && shown ? (
          <>
            <p className={css.screenCode}>{shown.code}</p>
            <p className={css.screenName}>{shown.identity?.name}</p>
            <p className={css.screenSmall}>
              {[shown.identity?.country, shown.identity?.variety, shown.identity?.process].filter(Boolean).join(' · ')}
            </p>
            {mean !== undefined && (
              <p className={css.screenMean}>{figure(mean, 'score', i18n.resolvedLanguage ?? 'en')}</p>
            )}
          </>
        ) : (
          <>
            <p className={css.screenName}>{t(`common:step.${step}`)}</p>
            <p className={css.screenSmall}>{t('tv.codesOnly')}</p>
          </>
        )}
      </div>
      <p className={css.tvWords}>{t('tv.words')}</p>
    </section>
  );
}
