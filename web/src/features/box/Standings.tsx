import { useTranslation } from 'react-i18next';
import { BoardList } from './BoardList';
import css from './Stage.module.css';
import type { ShownBox } from './shown';

/** Who is ahead while cups are still closed, where the host wants that told. */
export function Standings({ shown }: { shown: ShownBox }) {
  const { t } = useTranslation('box');
  return (
    <section className={css.standings} aria-labelledby="standings">
      <h2 id="standings">{t('standings.title')}</h2>
      <p className={css.quiet}>{t('standings.of', { count: shown.standing })}</p>
      <BoardList lines={shown.standings} me={null} />
    </section>
  );
}
