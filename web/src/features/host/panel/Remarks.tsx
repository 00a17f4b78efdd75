import { useTranslation } from 'react-i18next';
import type { CupperResult, JsonValue, TastingForm } from '../../../client';
import css from './panel.module.css';

/** A cupper's notes, and what their other device said at the same time; behind one word. */
export function Remarks({ score, form }: { score: CupperResult; form: TastingForm | null }) {
  const { t, i18n } = useTranslation('host');
  const language = i18n.resolvedLanguage === 'ko' ? 'ko' : 'en';
  const notes = Object.entries(score.notes).filter(([, text]) => text.trim());
  const alternatives = Object.entries(score.alternatives);
  if (notes.length === 0 && alternatives.length === 0) {
    return null;
  }
  const labels = new Map(
    [...(form?.fields ?? []), ...(form?.sections ?? [])].map(({ id, label }) => [id, label[language]]),
  );
  const nameOf = (field: string) => labels.get(field.replace(/^\w+\./, '')) ?? field;
  return (
    <details className={css.details}>
      <summary>{t('sample.notes', { count: notes.length + alternatives.length })}</summary>
      <dl>
        {notes.map(([field, text]) => (
          <div key={field}>
            <dt>{nameOf(field)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {alternatives.map(([field, values]) => (
          <div key={field}>
            <dt>{nameOf(field)}</dt>
            <dd>{t('sample.alternative', { values: values.map(shown).join(', ') })}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function shown(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
