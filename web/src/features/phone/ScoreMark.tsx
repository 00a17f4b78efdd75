import { useTranslation } from 'react-i18next';
import { classes } from '../../ui/classes';
import css from './ScoreMark.module.css';
import type { SampleProgress } from './useProgress';

/** How many of the asked fields are in; the score when all are, and never before. */
export function ScoreMark({ progress }: { progress: SampleProgress }) {
  const { t } = useTranslation('phone');
  const { completion, score } = progress;
  const { filled, of } = completion;
  if (score.points === undefined) {
    return (
      <p className={css.mark}>
        <span className="sr-only">{t('score.filled', { filled, of })}</span>
        <span aria-hidden className={classes(css.figures, filled === of && css.whole)}>
          {filled}/{of}
        </span>
        <span aria-hidden className={css.bar} style={{ '--share': of ? filled / of : 0 } as React.CSSProperties} />
      </p>
    );
  }
  const points = score.points.toFixed(2);
  return (
    <p className={css.mark}>
      <span className="sr-only">{t('score.points', { points })}</span>
      <span aria-hidden className={classes(css.figures, css.whole)}>
        {points}
      </span>
      {score.adapted && <span className={css.adapted}>{t('score.adapted')}</span>}
    </p>
  );
}
