import { useTranslation } from 'react-i18next';
import type { Ranked, Tasting } from '../../../client';
import css from './Results.module.css';

/** The coffees of the session by the panel's mean; equal ones share a place. */
export function Ranking({ ranked, session }: { ranked: readonly Ranked[]; session: Tasting }) {
  const { t } = useTranslation('phone');
  const nameOf = ({ member, label }: Ranked) => session.samples.find(({ code }) => member.endsWith(code))?.identity?.name ?? label;
  return (
    <section className={css.ranking}>
      <h2 className={css.rankingTitle}>{t('results.ranking')}</h2>
      <ol className={css.places}>
        {ranked.map((one) => (
          <li key={one.member} className={css.place}>
            <span className={css.rank}>{one.place}</span>
            <span className={css.rankName}>{nameOf(one)}</span>
            <span className={css.points}>{one.points.toFixed(2)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
