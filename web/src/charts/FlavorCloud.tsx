import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes';
import { layOutCloud, type Word } from './cloudLayout';
import { FiguresTable, type TableAccess, TableBehind } from './Figure';
import css from './FlavorCloud.module.css';

interface FlavorCloudProps {
  /** What enough of the panel named: 30 % of it, as the server sends it. */
  words: readonly Word[];
  /** How many are on the panel. */
  of: number;
  label: string;
  tableBy?: TableAccess;
}

const toneNames = ['one', 'two', 'three', 'four'] as const;

/** What a coffee tastes of: the more cuppers say so, the larger the word. It is a list, and reads as one. */
export function FlavorCloud({ words, of, label, tableBy = 'button' }: FlavorCloudProps) {
  const { t } = useTranslation('charts');
  const placed = layOutCloud(words);
  if (placed.length === 0) {
    return null;
  }
  return (
    <figure className={css.figure}>
      <figcaption className={css.caption}>{label}</figcaption>
      <ul aria-label={t('cloud.sentence', { label, of })} className={css.cloud}>
        {placed.map(({ id, label: word, cuppers, size, tone }, at) => (
          <li
            key={id}
            className={classes(css.word, css[toneNames[tone] ?? 'one'])}
            style={{ fontSize: `${size}em`, animationDelay: `${at * 70}ms` }}
          >
            {word}
            <span aria-hidden className={css.count}>
              {cuppers}
            </span>
            <span className="sr-only">{t('cloud.cuppers', { cuppers, of })}</span>
          </li>
        ))}
      </ul>
      {tableBy === 'button' && (
        <TableBehind by="button">
          <FiguresTable
            caption={t('cloud.sentence', { label, of })}
            head={[t('cloud.word'), t('cloud.count')]}
            rows={placed.map(({ id, label: word, cuppers }) => ({ id, cells: [word, String(cuppers)] }))}
          />
        </TableBehind>
      )}
    </figure>
  );
}
