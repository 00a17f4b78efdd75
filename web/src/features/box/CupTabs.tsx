import { Check } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, Guess, GuessForm } from '../../client';
import { guessFor, isAnswered, nameOf } from './ballot';
import css from './CupTabs.module.css';

interface CupTabsProps {
  labels: readonly string[];
  value: string;
  onChange: (label: string) => void;
  candidates: readonly Candidate[];
  form: GuessForm;
  guesses: readonly Guess[];
  onKeyDown: (event: KeyboardEvent) => void;
  /** The form of the cup in hand. */
  cup: ReactNode;
}

/** The cups, all in sight, with what was said of each; and the one in hand. */
export function CupTabs({ labels, value, onChange, onKeyDown, candidates, form, guesses, cup }: CupTabsProps) {
  const { t } = useTranslation('box');
  return (
    <Tabs.Root value={value} onValueChange={onChange} onKeyDown={onKeyDown} className={css.root}>
      <Tabs.List aria-label={t('cups')} className={css.cups}>
        {labels.map((label) => {
          const guess = guessFor(guesses, label);
          const isDone = isAnswered(guess, form);
          return (
            <Tabs.Trigger key={label} value={label} className={css.cup} data-done={isDone || undefined}>
              <span className={css.letter} aria-hidden>
                {label}
              </span>
              <span className="sr-only">{t('cup', { label })}</span>
              <span className={css.said}>
                {nameOf(candidates, guess.coffeeId) ?? t(isDone ? 'answered' : 'noAnswer')}
              </span>
              {isDone && <Check aria-hidden className={css.check} />}
            </Tabs.Trigger>
          );
        })}
      </Tabs.List>
      <Tabs.Content value={value} className={css.panel}>
        {cup}
      </Tabs.Content>
    </Tabs.Root>
  );
}
