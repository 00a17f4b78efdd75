import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlindBox } from '../../client';
import type { RoomLive } from '../../live/room';
import css from './Box.module.css';
import { confidences, guessFor, isAnswered, labelsOf } from './ballot';
import { Commitments } from './Commitments';
import { CupForm } from './CupForm';
import { CupTabs } from './CupTabs';
import { ReceiptCard } from './ReceiptCard';
import { SendBar } from './SendBar';
import { TimeLeft } from './TimeLeft';
import type { Clock } from './timeline';
import { useBallot } from './useBallot';
import type { Fairness } from './useFairness';
import type { Own } from './useOwn';

interface GuessingProps {
  box: BlindBox;
  live: RoomLive;
  clock: Clock;
  fairness: Fairness;
  own: Own;
}

/** One cup at a time: which coffee is it, and how sure are you? */
export function Guessing({ box, live, clock, fairness, own }: GuessingProps) {
  const { t } = useTranslation('box');
  const ballot = useBallot(box, live, own);
  const labels = labelsOf(box.totalCount);
  const [label, setLabel] = useState('A');
  const answered = labels.filter((one) => isAnswered(guessFor(ballot.draft, one), box.form));
  const byDigit = ({ key, target }: KeyboardEvent) => {
    const level = confidences.find((one) => String(one) === key);
    if (level && !writes(target) && guessFor(ballot.draft, label).coffeeId !== undefined) {
      ballot.change(label, { confidence: level });
    }
  };
  const locksAt = box.locksAtMs ?? box.startsAtMs;
  return (
    <>
      <header className={css.guessHead}>
        <div>
          <p className={css.eyebrow}>{t('state.guessing')}</p>
          <h1>{box.title}</h1>
        </div>
        {locksAt !== undefined && <TimeLeft clock={clock} at={locksAt} label={t('waitingUntil.guessing')} />}
      </header>
      <div className={css.guess}>
        <CupTabs
          labels={labels}
          value={label}
          onChange={setLabel}
          onKeyDown={byDigit}
          candidates={box.form.candidates}
          form={box.form}
          guesses={ballot.draft}
          cup={
            <CupForm
              key={label}
              label={label}
              form={box.form}
              guesses={ballot.draft}
              change={(change) => ballot.change(label, change)}
            />
          }
        />
      </div>
      <SendBar
        answered={answered.length}
        of={labels.length}
        ballot={ballot}
        next={labels[labels.indexOf(label) + 1]}
        goTo={setLabel}
      />
      <div className={css.below}>
        {ballot.sent && <ReceiptCard live={live} receipt={ballot.sent.receipt} own={own} />}
        <Commitments box={box} fairness={fairness} />
      </div>
    </>
  );
}

/** Whether digits belong to where they are typed. */
function writes(target: EventTarget): boolean {
  return target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
}
