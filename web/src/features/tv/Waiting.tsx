import { useTranslation } from 'react-i18next';
import type { Tasting } from '../../client';
import { Codes } from './Codes';
import { blindSamples } from './session';
import css from './Table.module.css';
import { Timer } from './Timer';

/** Between the last cup and the reveal: the sheets are in, and the codes are all that is said. */
export function Waiting({ session }: { session: Tasting }) {
  const { t } = useTranslation('tv');
  const { step } = session.moment;
  return (
    <div className={css.table}>
      <div className={css.step}>
        <div aria-live="polite" key={step} className={css.now}>
          <h2 className={css.name}>{t(step === 'lock' ? 'lock.title' : 'discussion.title')}</h2>
          <p className={css.doing}>{t(step === 'lock' ? 'lock.words' : 'discussion.words')}</p>
        </div>
        <Codes codes={blindSamples(session).map(({ code }) => code)} />
      </div>
      <Timer moment={session.moment} />
    </div>
  );
}
