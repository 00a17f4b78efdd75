import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BlindBox, Guess } from '../../client';
import { guessFor, rightIn } from './ballot';
import { CoffeeWords } from './CoffeeWords';
import css from './CupList.module.css';
import { FairMark } from './FairMark';
import { OwnAnswer } from './OwnAnswers';
import { Seal } from './Seal';
import type { Fairness } from './useFairness';

/** What was in the box; beside it what one took it for, once that may be said. */
export function CupList({
  box,
  fairness,
  guesses,
}: {
  box: BlindBox;
  fairness: Fairness;
  guesses?: readonly Guess[] | undefined;
}) {
  const { t } = useTranslation('box');
  const isRight = guesses && box.state === 'complete' ? rightIn(box, guesses) : null;
  return (
    <ol className={css.cups}>
      {box.revealed.map((cup) => (
        <li key={cup.position} className={css.cup}>
          <Seal label={cup.label} size="s" />
          <span className="sr-only">{t('cup', { label: cup.label })}</span>
          <CoffeeWords coffee={cup.coffee} />
          {isRight && guesses && (
            <div className={css.mine}>
              <Right is={isRight.get(cup.label) ?? null} />
              <OwnAnswer box={box} guess={guessFor(guesses, cup.label)} />
            </div>
          )}
          <div className={css.mark}>
            <FairMark orderId={box.orderId} cup={cup} verdict={fairness.verdicts.get(cup.position)} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Right({ is }: { is: boolean | null }) {
  const { t } = useTranslation('box');
  if (is === null) {
    return (
      <span className={css.none}>
        <CircleMinus aria-hidden />
        {t('right.none')}
      </span>
    );
  }
  const Sign = is ? CircleCheck : CircleX;
  return (
    <span className={is ? css.right : css.wrong}>
      <Sign aria-hidden />
      {t(is ? 'right.yes' : 'right.no')}
    </span>
  );
}
