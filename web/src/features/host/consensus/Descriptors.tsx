import { useTranslation } from 'react-i18next';
import type { PanelView, TastingForm } from '../../../client';
import css from './consensus.module.css';

interface DescriptorsProps {
  form: TastingForm;
  ticked: Readonly<Record<string, boolean>>;
  panel: PanelView | undefined;
  readOnly: boolean;
  onTick: (id: string, on: boolean) => void;
}

/** The boxes that the panel agrees on, with how many cuppers ticked each by themselves. */
export function Descriptors({ form, ticked, panel, readOnly, onTick }: DescriptorsProps) {
  const { t, i18n } = useTranslation('host');
  const language = i18n.resolvedLanguage === 'ko' ? 'ko' : 'en';
  const cuppers = new Map(panel?.descriptors.map(({ id, cuppers }) => [id, cuppers]));
  return (
    <fieldset className={css.descriptors} disabled={readOnly}>
      <legend className={css.label}>{t('consensus.descriptors')}</legend>
      {optionsOf(form).map(({ id, label }) => {
        const count = cuppers.get(id);
        return (
          <button
            key={id}
            type="button"
            className={css.tick}
            aria-pressed={ticked[id] === true}
            onClick={() => onTick(id, ticked[id] !== true)}
          >
            {label[language]}
            {count !== undefined && (
              <span className={css.by}>
                <span aria-hidden>{count}</span>
                <span className="sr-only">{t('consensus.tickedBy', { count })}</span>
              </span>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}

/** Each box once, though a form may offer it in several places. */
export function optionsOf(form: TastingForm) {
  const options = form.fields.flatMap((field) => (field.type === 'ticks' ? field.options : []));
  return [...new Map(options.map((option) => [option.id, option])).values()];
}
