import { useTranslation } from 'react-i18next';
import css from './Codes.module.css';

/** Blind codes in figures that are read from across the room: the fewer there are, the larger. */
export function Codes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation('tv');
  return (
    <ul
      aria-label={t('codes')}
      className={css.codes}
      data-crowd={crowdOf(codes.length)}
      style={{ gridTemplateColumns: `repeat(${columnsOf(codes.length)}, auto)` }}
    >
      {codes.map((code) => (
        <li key={code} className={css.code}>
          {code}
        </li>
      ))}
    </ul>
  );
}

type Crowd = 'few' | 'some' | 'many' | 'crowd';

function crowdOf(count: number): Crowd {
  if (count <= 6) {
    return 'few';
  }
  if (count <= 12) {
    return 'some';
  }
  return count <= 32 ? 'many' : 'crowd';
}

/** Rows as even as can be: six codes stand as three and three. */
function columnsOf(count: number): number {
  const widest: Record<Crowd, number> = { few: 4, some: 6, many: 8, crowd: 12 };
  const rows = Math.ceil(count / widest[crowdOf(count)]);
  return Math.max(1, Math.ceil(count / Math.max(1, rows)));
}
