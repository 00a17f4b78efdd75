import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes';
import { useNumbers } from './numbers';
import type { Place } from './podiumLayout';
import css from './RankingTable.module.css';

interface RankingTableProps {
  places: readonly Place[];
  /** What is ranked. */
  caption: string;
  /** Whose row is the reader's own. */
  own?: string | undefined;
  captionShown?: boolean;
}

/** Everybody with place and points; who has the same points has the same place. */
export function RankingTable({ places, caption, own, captionShown = false }: RankingTableProps) {
  const { t } = useTranslation('charts');
  const { points } = useNumbers();
  return (
    <table className={css.ranking}>
      <caption className={captionShown ? css.caption : 'sr-only'}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('ranking.place')}</th>
          <th scope="col" className={css.name}>
            {t('ranking.name')}
          </th>
          <th scope="col">{t('ranking.points')}</th>
        </tr>
      </thead>
      <tbody>
        {places.map(({ id, place, label, about, points: value }) => (
          <tr key={id} className={classes(place === 1 && css.first, id === own && css.own)}>
            <td>{place}</td>
            <th scope="row" className={css.name}>
              {label}
              {about && <span className={css.about}>{about}</span>}
              {id === own && <span className={css.about}>{t('ranking.you')}</span>}
            </th>
            <td>{points(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
