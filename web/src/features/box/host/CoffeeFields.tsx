import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/Button';
import { TextField } from '../../../ui/Field';
import { Seal } from '../Seal';
import { TraitFields } from '../TraitFields';
import { traits } from '../taste';
import type { CoffeeDraft } from './draft';
import css from './Host.module.css';

interface CoffeeFieldsProps {
  label: string;
  coffee: CoffeeDraft;
  onChange: (coffee: CoffeeDraft) => void;
  onRemove: (() => void) | undefined;
}

/** One coffee of the box: its name, and what is told of it when it is opened. */
export function CoffeeFields({ label, coffee, onChange, onRemove }: CoffeeFieldsProps) {
  const { t } = useTranslation('box');
  const change = (news: { [K in keyof CoffeeDraft]?: CoffeeDraft[K] | undefined }) =>
    onChange(withoutUndefined({ ...coffee, ...news }));
  return (
    <li className={css.coffee}>
      <Seal label={label} size="s" />
      <div className={css.coffeeName}>
        <TextField
          label={t('schedule.coffeeName', { label })}
          value={coffee.name}
          maxLength={120}
          onChange={({ target }) => change({ name: target.value })}
        />
        {onRemove && (
          <IconButton label={t('schedule.remove', { label })} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </div>
      <details className={css.more}>
        <summary>{t('schedule.more', { label })}</summary>
        <div className={css.form}>
          <div className={css.fields}>
            <TextField
              label={t('schedule.producer')}
              value={coffee.producer}
              maxLength={120}
              onChange={({ target }) => change({ producer: target.value })}
            />
            <TextField
              label={t('schedule.region')}
              value={coffee.region}
              maxLength={120}
              onChange={({ target }) => change({ region: target.value })}
            />
          </div>
          <TraitFields fields={traits} values={coffee} change={change} unsaid={t('trait.unsaid')} />
        </div>
      </details>
    </li>
  );
}

function withoutUndefined(coffee: { [K in keyof CoffeeDraft]?: CoffeeDraft[K] | undefined }): CoffeeDraft {
  return Object.fromEntries(
    Object.entries(coffee).filter(([, value]) => value !== undefined),
  ) as unknown as CoffeeDraft;
}
