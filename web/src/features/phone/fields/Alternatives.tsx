import { useTranslation } from 'react-i18next';
import type { FormField } from '../../../client';
import { type Entry, placeOf, textOf } from '../model/entry';
import { labelIn } from '../model/form';
import { settle } from '../model/marks';
import { shown } from '../model/scale';
import css from './Alternatives.module.css';
import type { Editor } from './editor';

/** Two devices of one person entered different things at the same time. Neither is lost: one press says which counts. */
export function Alternatives({ field, entry, editor }: { field: FormField; entry: Entry; editor: Editor }) {
  const { t, i18n } = useTranslation('phone');
  const others = editor.alternatives(field);
  if (others.length === 0) {
    return null;
  }
  const language = i18n.resolvedLanguage ?? 'en';
  const words = (value: unknown) => wordsOf(field, value, language, (cups) => t('alternatives.cups', { cups }));
  const mine = valueHere(field, entry);
  const choose = (value: unknown) => editor.change((draft) => settle(draft, editor.code, placeOf(field), value));
  return (
    <div className={css.place} role="status">
      <p>{t('alternatives.words')}</p>
      <div className={css.choices}>
        {[mine, ...others].map((value, at) => (
          <button
            key={JSON.stringify(value) ?? 'none'}
            type="button"
            className={css.choice}
            disabled={editor.readOnly || value === undefined}
            onClick={() => choose(value)}
          >
            {t(at === 0 ? 'alternatives.keep' : 'alternatives.take', { value: words(value) })}
          </button>
        ))}
      </div>
    </div>
  );
}

function valueHere(field: FormField, entry: Entry): unknown {
  switch (field.type) {
    case 'scale':
      return entry.scales.get(field.id);
    case 'cups':
      return entry.rows.get(field.id);
    case 'ticks':
      return entry.ticks.get(field.id);
    case 'note':
      return entry.notes.get(field.id);
  }
}

function wordsOf(field: FormField, value: unknown, language: string, cups: (numbers: string) => string): string {
  switch (field.type) {
    case 'scale':
      return typeof value === 'number' ? shown(field, value) : '–';
    case 'cups': {
      const marked = Array.isArray(value) ? value.flatMap((yes, at) => (yes === true ? [at + 1] : [])) : [];
      return marked.length ? cups(marked.join(', ')) : '–';
    }
    case 'ticks': {
      const ids: unknown[] = Array.isArray(value) ? value : [];
      const labels = ids.map((id) => field.options.find((option) => option.id === textOf(id))?.label);
      return (
        labels
          .map((label) => (label ? labelIn(label, language) : ''))
          .filter(Boolean)
          .join(', ') || '–'
      );
    }
    case 'note':
      return textOf(value) ?? '–';
  }
}
