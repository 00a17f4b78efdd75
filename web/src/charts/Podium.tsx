import { useTranslation } from 'react-i18next';
import { type TableAccess, TableBehind } from './Figure';
import { useNumbers } from './numbers';
import css from './Podium.module.css';
import { layOutPodium, type Place } from './podiumLayout';
import { RankingTable } from './RankingTable';

interface PodiumProps {
  places: readonly Place[];
  label: string;
  tableBy?: TableAccess;
}

/** The first three places, best first for who listens, in the middle for who looks. All places stand in the table. */
export function Podium({ places, label, tableBy = 'button' }: PodiumProps) {
  const { t } = useTranslation('charts');
  const { points } = useNumbers();
  const stands = layOutPodium(places);
  return (
    <div className={css.whole}>
      <ol aria-label={label} className={css.podium}>
        {stands.map((stand) => (
          <li key={stand.id} data-place={stand.place} className={css.stand} style={{ order: stand.column }}>
            <span className={css.name}>
              {stand.label}
              {stand.about && <span className={css.about}>{stand.about}</span>}
            </span>
            <span className={css.block}>
              <span className={css.place}>
                <span aria-hidden>{stand.place}</span>
                <span className="sr-only">{t('podium.place', { place: stand.place })}</span>
              </span>
              <span className={css.points}>{points(stand.points)}</span>
            </span>
          </li>
        ))}
      </ol>
      <TableBehind by={tableBy}>
        <RankingTable places={places} caption={label} />
      </TableBehind>
    </div>
  );
}
