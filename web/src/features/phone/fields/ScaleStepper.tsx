import { Minus, Plus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScaleField } from '../../../client';
import { labelIn } from '../model/form';
import { setScore } from '../model/marks';
import { bandOf, shown, startOf, stepped } from '../model/scale';
import type { FieldProps } from './editor';
import css from './ScaleStepper.module.css';

/** Up and down by the form's steps. It holds nothing until it is pressed; the first press of either sets where scores begin, which it says. */
export function ScaleStepper({ field, entry, editor, labelId }: FieldProps<ScaleField>) {
  const { t, i18n } = useTranslation('phone');
  const language = i18n.resolvedLanguage ?? 'en';
  const value = entry.scales.get(field.id);
  const set = (next: number | undefined) => {
    if (!editor.readOnly && next !== value) {
      editor.change((draft) => setScore(draft, editor.code, field.id, next));
    }
  };
  const band = bandOf(field, value);
  const start = shown(field, startOf(field));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyed(event.key, field, value);
    if (next !== null && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      set(next);
    }
  };
  return (
    <div className={css.stepper}>
      <div className={css.row}>
        <button
          type="button"
          className={css.press}
          aria-label={t('stepper.less')}
          disabled={editor.readOnly || value === field.min}
          onClick={() => set(stepped(field, value, -1))}
        >
          <Minus aria-hidden />
        </button>
        <div
          role="spinbutton"
          tabIndex={0}
          aria-labelledby={labelId}
          aria-valuemin={field.min}
          aria-valuemax={field.max}
          aria-valuenow={value}
          aria-valuetext={
            value === undefined
              ? t('field.unset')
              : [shown(field, value), band && labelIn(band.label, language)].filter(Boolean).join(', ')
          }
          aria-readonly={editor.readOnly || undefined}
          className={css.value}
          onKeyDown={onKeyDown}
        >
          {value === undefined ? '–' : shown(field, value)}
        </div>
        <button
          type="button"
          className={css.press}
          aria-label={t('stepper.more')}
          disabled={editor.readOnly || value === field.max}
          onClick={() => set(stepped(field, value, 1))}
        >
          <Plus aria-hidden />
        </button>
      </div>
      {!editor.readOnly && (
        <div className={css.below}>
          {(field.bands ?? []).map(({ from, label }) => (
            <button
              key={from}
              type="button"
              className={css.band}
              aria-pressed={band?.from === from}
              onClick={() => set(from)}
            >
              <span>{from}</span> {labelIn(label, language)}
            </button>
          ))}
          {value === undefined && !field.bands?.length && (
            <p className={css.hint}>{t('stepper.start', { value: start })}</p>
          )}
        </div>
      )}
    </div>
  );
}

/** As `ScaleBlocks`; a digit is the whole number, where the scale has it. */
function keyed(key: string, field: ScaleField, value: number | undefined): number | undefined | null {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return stepped(field, value, 1);
    case 'ArrowDown':
    case 'ArrowLeft':
      return stepped(field, value, -1);
    case 'PageUp':
      return stepped(field, value, 4);
    case 'PageDown':
      return stepped(field, value, -4);
    case 'Home':
      return field.min;
    case 'End':
      return field.max;
    case 'Backspace':
    case 'Delete':
      return undefined;
  }
  const whole = /^\d$/.test(key) ? Number(key) : Number.NaN;
  return whole >= field.min && whole <= field.max ? whole : null;
}
