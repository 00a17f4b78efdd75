import { useTranslation } from 'react-i18next';
import type { BoardLine } from '../../client';
import { Badge } from '../../ui/Badge';
import css from './Boards.module.css';

interface BoardListProps {
  lines: readonly BoardLine[];
  /** Whose line stands out. */
  me: string | null;
  /** Of how many coffees. */
  of?: number | undefined;
  /** Points are told too. */
  withPoints?: boolean;
}

/** Ranks. Equal ones share one; who keeps out of boards has a place without a name. */
export function BoardList({ lines, me, of, withPoints = false }: BoardListProps) {
  const { t, i18n } = useTranslation('box');
  const number = new Intl.NumberFormat(i18n.resolvedLanguage ?? 'en', { maximumFractionDigits: 0 });
  return (
    <ol className={css.lines}>
      {lines.map((line, at) => (
        <li
          key={line.userId ?? `${line.rank}-${at}`}
          className={css.line}
          data-me={(me !== null && line.userId === me) || undefined}
          data-best={line.rank <= 3 || undefined}
        >
          <span className={css.rank}>
            <span className="sr-only">{t('board.rank')}</span>
            {line.rank}
          </span>
          <span className={line.userName ? css.name : css.hidden}>
            {line.userName ?? t('board.hidden')}
            {me !== null && line.userId === me && <Badge tone="accent">{t('common:you')}</Badge>}
          </span>
          <span className={css.figures}>
            {line.correctCount !== undefined && (
              <span>
                {of === undefined
                  ? t('board.right', { count: line.correctCount })
                  : t('board.rightOf', { count: line.correctCount, of })}
              </span>
            )}
            {(withPoints || line.correctCount === undefined) && (
              <span className={css.points}>
                {t('board.points', { count: line.points, points: number.format(line.points) })}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
