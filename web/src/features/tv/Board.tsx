import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../charts';
import type { PanelView, SampleView } from '../../client';
import { classes } from '../../ui/classes';
import css from './Board.module.css';

interface BoardProps {
  samples: readonly SampleView[];
  panels: Readonly<Record<string, PanelView>>;
  /** The one that has the stage. */
  now?: string;
  size: 'strip' | 'full';
}

/** More than these do not fit below a coffee that has the stage. */
const stripMax = 12;

/** All codes; the name and the score of those that are revealed. */
export function Board({ samples, panels, now, size }: BoardProps) {
  const { t } = useTranslation('tv');
  const { points } = useNumbers();
  if (size === 'strip' && samples.length > stripMax) {
    return null;
  }
  return (
    <ul
      aria-label={t('codes')}
      className={classes(css.board, css[size])}
      data-crowd={samples.length > stripMax || undefined}
    >
      {samples.map(({ code, revealed, identity }) => {
        const mean = revealed ? panels[code]?.mean : undefined;
        return (
          <li key={code} className={classes(css.tile, revealed && css.open)} aria-current={code === now || undefined}>
            <span className={css.code}>{code}</span>
            {revealed && identity && <span className={css.name}>{identity.name}</span>}
            {mean !== undefined && <span className={css.mean}>{points(mean)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
