import { useTranslation } from 'react-i18next';
import { dueByItself, type ToldBox } from '../../live/box';
import { Qr } from '../../ui/Qr';
import css from './Box.module.css';
import { labelsOf } from './ballot';
import { Commitments } from './Commitments';
import { guestAddress } from './invitation';
import { OwnAnswers } from './OwnAnswers';
import { Seal } from './Seal';
import type { ShownBox } from './shown';
import { TimeLeft } from './TimeLeft';
import type { Clock } from './timeline';
import type { Fairness } from './useFairness';
import type { Own } from './useOwn';

interface WaitingProps {
  shown: ShownBox;
  told: ToldBox;
  clock: Clock;
  fairness: Fairness;
  own: Own;
  join: string | undefined;
}

/** The box is closed: before the guessing, while others guess, and between the lock and the opening. */
export function Waiting({ shown: { box }, told, clock, fairness, own, join }: WaitingProps) {
  const { t } = useTranslation('box');
  const at = dueByItself(box);
  return (
    <>
      <section className={css.closedBox} aria-labelledby="box-title">
        <p className={css.eyebrow}>{t(`state.${box.state}`)}</p>
        <h1 id="box-title" className={css.boxTitle}>
          {box.title}
        </h1>
        <ul className={css.lid} aria-label={t('cupsInBox', { count: box.totalCount })}>
          {labelsOf(box.totalCount).map((label) => (
            <li key={label}>
              <span className="sr-only">{t('cup', { label })}</span>
              <Seal label={label} size={box.totalCount > 8 ? 's' : 'm'} />
            </li>
          ))}
        </ul>
        {at === undefined ? (
          <p className={css.lidWords}>
            {t(`waiting.${box.state}`, { context: own.takesPart ? 'guesser' : 'watcher' })}
          </p>
        ) : (
          <TimeLeft clock={clock} at={at} label={t(`waitingUntil.${box.state}`)} />
        )}
        {box.state !== 'scheduled' && <p className={css.guessers}>{t('guessers', { count: told.guessers })}</p>}
        {join && box.state !== 'locked' && (
          <div className={css.joinByPhone}>
            <Qr address={guestAddress(box.orderId, join)} label={t('joinQr')} size={240} />
            <p>{t('joinByPhone')}</p>
          </div>
        )}
      </section>
      <div className={css.below}>
        {box.state === 'locked' && own.guesses && <OwnAnswers box={box} guesses={own.guesses} />}
        <Commitments box={box} fairness={fairness} />
      </div>
    </>
  );
}
