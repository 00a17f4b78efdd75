import { ToggleGroup } from 'radix-ui';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guess, Trait } from '../../client';
import { Select, TextField } from '../../ui/Field';
import css from './Traits.module.css';
import { countries, notes as noteWords, processes, roasts, varieties } from './taste';
import { useTasteWords } from './useTasteWords';

export type Traits = Pick<Guess, Trait>;
export type TraitChange = { [K in Trait]?: Traits[K] | undefined };

interface TraitFieldsProps {
  fields: readonly Trait[];
  values: Traits;
  change: (change: TraitChange) => void;
  /** What stands for a trait that nothing is said of. */
  unsaid: string;
}

/** What a coffee is, in words that are the same for those who make a box and those who guess. */
export function TraitFields({ fields, values, change, unsaid }: TraitFieldsProps) {
  return (
    <div className={css.traits}>
      {fields.map((trait) => (
        <TraitField key={trait} trait={trait} values={values} change={change} unsaid={unsaid} />
      ))}
    </div>
  );
}

function TraitField({ trait, values, change, unsaid }: { trait: Trait } & Omit<TraitFieldsProps, 'fields'>) {
  switch (trait) {
    case 'country':
      return (
        <Choice
          trait={trait}
          values={Object.values(countries)}
          value={values.country}
          change={change}
          unsaid={unsaid}
          sorted
        />
      );
    case 'process':
      return <Choice trait={trait} values={processes} value={values.process} change={change} unsaid={unsaid} />;
    case 'roast':
      return <Choice trait={trait} values={roasts} value={values.roast} change={change} unsaid={unsaid} />;
    case 'variety':
      return <Variety value={values.variety} change={change} />;
    case 'notes':
      return <Notes value={values.notes ?? []} change={change} />;
  }
}

interface ChoiceProps {
  trait: 'country' | 'process' | 'roast';
  values: readonly string[];
  value: string | undefined;
  change: (change: TraitChange) => void;
  unsaid: string;
  /** By the labels of the reader's language. */
  sorted?: boolean;
}

function Choice({ trait, values, value, change, unsaid, sorted = false }: ChoiceProps) {
  const { t, i18n } = useTranslation('box');
  const say = useTasteWords();
  const known = value === undefined || values.includes(value) ? values : [value, ...values];
  const options = known.map((one) => ({ value: one, label: say(trait, one) }));
  const collator = new Intl.Collator(i18n.resolvedLanguage ?? 'en');
  const shown = sorted ? options.toSorted((one, other) => collator.compare(one.label, other.label)) : options;
  return (
    <Select
      label={t(`trait.${trait}`)}
      value={value ?? ''}
      onChange={({ target }) => change({ [trait]: target.value || undefined })}
    >
      <option value="">{unsaid}</option>
      {shown.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </Select>
  );
}

function Variety({ value, change }: { value: string | undefined; change: (change: TraitChange) => void }) {
  const { t } = useTranslation('box');
  const list = useId();
  return (
    <>
      <TextField
        label={t('trait.variety')}
        value={value ?? ''}
        list={list}
        maxLength={120}
        autoComplete="off"
        onChange={({ target }) => change({ variety: target.value || undefined })}
      />
      <datalist id={list}>
        {varieties.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}

function Notes({ value, change }: { value: readonly string[]; change: (change: TraitChange) => void }) {
  const { t } = useTranslation('box');
  const say = useTasteWords();
  const id = useId();
  const others = value.filter((note) => !(noteWords as readonly string[]).includes(note));
  return (
    <div className={css.notes}>
      <span id={id} className={css.label}>
        {t('trait.notes')}
      </span>
      <ToggleGroup.Root
        type="multiple"
        aria-labelledby={id}
        value={[...value]}
        onValueChange={(chosen) => change({ notes: chosen.length > 0 ? chosen : undefined })}
        className={css.chips}
      >
        {[...noteWords, ...others].map((note) => (
          <ToggleGroup.Item key={note} value={note} className={css.chip}>
            {say('notes', note)}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
    </div>
  );
}
