import { useTranslation } from 'react-i18next';
import type { PanelView, TastingForm } from '../../../client';
import css from './consensus.module.css';
import { groupsOf } from './words';

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
    <>
      <h4 className={css.label}>{t('consensus.descriptors')}</h4>
      {groupsOf(form).map(({ id: group, labels, words }) => (
        <fieldset key={group} className={css.descriptors} disabled={readOnly}>
          <legend className={css.group}>{labels.map((label) => label[language]).join(' · ')}</legend>
          {words.map(({ id, label }) => (
            <Word
              key={id}
              label={label[language]}
              on={ticked[id] === true}
              cuppers={cuppers.get(id)}
              onTick={() => onTick(id, ticked[id] !== true)}
            />
          ))}
        </fieldset>
      ))}
    </>
  );
}

function Word({
  label,
  on,
  cuppers,
  onTick,
}: {
  label: string;
  on: boolean;
  cuppers: number | undefined;
  onTick: () => void;
}) {
  const { t } = useTranslation('host');
  return (
    <button type="button" className={css.tick} aria-pressed={on} onClick={onTick}>
      {label}
      {cuppers !== undefined && (
        <span className={css.by}>
          <span aria-hidden>{cuppers}</span>
          <span className="sr-only">{t('consensus.tickedBy', { count: cuppers })}</span>
        </span>
      )}
    </button>
  );
}
