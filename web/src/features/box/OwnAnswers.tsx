import { useTranslation } from 'react-i18next';
import type { BlindBox, Guess } from '../../client';
import { Card } from '../../ui/Card';
import css from './Box.module.css';
import { guessFor, labelsOf, nameOf } from './ballot';
import { ConfidenceMark } from './Confidence';
import { Seal } from './Seal';
import { useTasteWords } from './useTasteWords';

/** What one said of each cup, without whether it was right. */
export function OwnAnswers({ box, guesses }: { box: BlindBox; guesses: readonly Guess[] }) {
  const { t } = useTranslation('box');
  return (
    <Card title={t('ownAnswers')}>
      <ul className={css.answers}>
        {labelsOf(box.totalCount).map((label) => (
          <li key={label} className={css.answer}>
            <Seal label={label} size="s" />
            <span className="sr-only">{t('cup', { label })}</span>
            <OwnAnswer box={box} guess={guessFor(guesses, label)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** One cup's answer in a line or two. */
export function OwnAnswer({ box, guess }: { box: BlindBox; guess: Guess }) {
  const { t } = useTranslation('box');
  const traits = useTraitLine(guess);
  const name = nameOf(box.form.candidates, guess.coffeeId);
  return (
    <span className={css.answerWords}>
      <span className={name || traits ? css.answerName : css.quiet}>{name ?? (traits ? '' : t('noAnswer'))}</span>
      {traits && <span className={css.quiet}>{traits}</span>}
      {guess.coffeeId !== undefined && guess.confidence !== undefined && <ConfidenceMark value={guess.confidence} />}
    </span>
  );
}

/** The guessed traits in a line, empty when there are none. */
export function useTraitLine({ country, process, variety, roast, notes }: Omit<Guess, 'label'>): string {
  const say = useTasteWords();
  const { i18n } = useTranslation('box');
  const words = [
    country && say('country', country),
    process && say('process', process),
    variety && say('variety', variety),
    roast && say('roast', roast),
    notes &&
      new Intl.ListFormat(i18n.resolvedLanguage ?? 'en', { type: 'unit' }).format(
        notes.map((note) => say('notes', note)),
      ),
  ];
  return words.filter(Boolean).join(' · ');
}
