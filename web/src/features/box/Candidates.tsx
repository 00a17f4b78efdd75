import { Check } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guess, GuessForm } from '../../client';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { alsoTakenFor, guessFor } from './ballot';
import css from './Candidates.module.css';
import type { Change } from './CupForm';

/** From so many on, a list is searched rather than read. */
const searchedFrom = 13;

interface CandidatesProps {
  label: string;
  form: GuessForm;
  guesses: readonly Guess[];
  change: (change: Change) => void;
}

/** The coffees to choose from, as cards. One may be taken for two cups; it is marked, because most often that is a slip. */
export function Candidates({ label, form, guesses, change }: CandidatesProps) {
  const { t, i18n } = useTranslation('box');
  const [wanted, setWanted] = useState('');
  const chosen = guessFor(guesses, label).coffeeId;
  const list = new Intl.ListFormat(i18n.resolvedLanguage ?? 'en');
  const found = form.candidates.filter(
    ({ id, name }) => id === chosen || name.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  );
  return (
    <div className={css.candidates}>
      {form.candidates.length >= searchedFrom && (
        <TextField
          label={t('search')}
          type="search"
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
      )}
      <RadioGroup.Root
        aria-label={t('whichCoffee', { label })}
        value={chosen ?? ''}
        onValueChange={(coffeeId) => change({ coffeeId })}
        className={css.cards}
      >
        {found.map(({ id, name }) => {
          const also = alsoTakenFor(guesses, label, id);
          return (
            <RadioGroup.Item key={id} value={id} className={css.card}>
              <span className={css.dot} aria-hidden>
                <RadioGroup.Indicator asChild>
                  <Check />
                </RadioGroup.Indicator>
              </span>
              <span className={css.name}>{name}</span>
              {also.length > 0 && <Badge tone="amber">{t('alsoFor', { cups: list.format(also) })}</Badge>}
            </RadioGroup.Item>
          );
        })}
      </RadioGroup.Root>
      {found.length === 0 && <p>{t('nothingFound')}</p>}
      {chosen !== undefined && (
        <Button
          look="quiet"
          className={css.clear}
          onClick={() => change({ coffeeId: undefined, confidence: undefined })}
        >
          {t('clear')}
        </Button>
      )}
    </div>
  );
}
