import { useTranslation } from 'react-i18next';
import type { Guess, GuessForm } from '../../client';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/Field';
import css from './Box.module.css';
import { guessFor } from './ballot';
import { Candidates } from './Candidates';
import { Confidence } from './Confidence';
import { Seal } from './Seal';
import { TraitFields } from './TraitFields';

export type Change = { [K in keyof Guess]?: Guess[K] | undefined };

interface CupFormProps {
  label: string;
  form: GuessForm;
  guesses: readonly Guess[];
  change: (change: Change) => void;
}

/** What is asked of one cup. */
export function CupForm({ label, form, guesses, change }: CupFormProps) {
  const { t } = useTranslation('box');
  const guess = guessFor(guesses, label);
  const asksForId = form.candidates.length === 0 && form.fields.length === 0;
  return (
    <Card
      className={css.cupForm}
      title={
        <span className={css.cupTitle}>
          <Seal label={label} size="s" />
          {t(form.candidates.length > 0 ? 'whichCoffee' : 'whatIsIt', { label })}
        </span>
      }
    >
      {form.candidates.length > 0 && <Candidates label={label} form={form} guesses={guesses} change={change} />}
      {asksForId && (
        <TextField
          label={t('coffeeId')}
          value={guess.coffeeId ?? ''}
          maxLength={120}
          onChange={({ target }) => change({ coffeeId: target.value || undefined })}
        />
      )}
      {guess.coffeeId !== undefined && (
        <Confidence value={guess.confidence} onChange={(confidence) => change({ confidence })} />
      )}
      {form.fields.length > 0 && (
        <TraitFields fields={form.fields} values={guess} change={change} unsaid={t('trait.unknown')} />
      )}
    </Card>
  );
}
