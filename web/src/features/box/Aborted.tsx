import { useTranslation } from 'react-i18next';
import type { BlindBox } from '../../client';
import { Empty } from '../../ui/Empty';
import css from './Box.module.css';
import { CupList } from './CupList';
import type { Fairness } from './useFairness';

/** Called off. What was opened stays to be seen, the rest stays sealed. */
export function Aborted({ box, fairness }: { box: BlindBox; fairness: Fairness }) {
  const { t } = useTranslation('box');
  return (
    <>
      <header className={css.welcome}>
        <p className={css.eyebrow}>{t('state.aborted')}</p>
        <h1>{box.title}</h1>
      </header>
      <Empty title={t('aborted.title')}>
        <p>{t('aborted.words')}</p>
      </Empty>
      {box.revealed.length > 0 && <CupList box={box} fairness={fairness} />}
    </>
  );
}
