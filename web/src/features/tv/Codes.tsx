import { useTranslation } from 'react-i18next';
import css from './Codes.module.css';

/** Blind codes in figures that are read from across the room: the fewer there are, the larger. */
export function Codes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation('tv');
  return (
    <ul aria-label={t('codes')} className={css.codes} data-crowd={crowdOf(codes.length)}>
      {codes.map((code) => (
        <li key={code} className={css.code}>
          {code}
        </li>
      ))}
    </ul>
  );
}

function crowdOf(count: number): 'few' | 'some' | 'many' | 'crowd' {
  if (count <= 6) {
    return 'few';
  }
  if (count <= 12) {
    return 'some';
  }
  return count <= 30 ? 'many' : 'crowd';
}
