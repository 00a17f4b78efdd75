import { Eraser } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScaleField } from '../../../client';
import { classes } from '../../../ui/classes';
import { labelIn } from '../model/form';
import { setScore } from '../model/marks';
import { bandOf, valuesOf } from '../model/scale';
import type { FieldProps } from './editor';
import css from './ScaleBlocks.module.css';

/** Two digits that are typed this fast are one number: 1 and 2 are 12, where the scale has it. */
const oneNumberMs = 700;
/** Up to so many values stand in rows of five, with what clears them as the last of the row; more in rows of eight. */
const largeMax = 10;

/** Each value a block of its own: one press, no aiming. Digits, arrows and Backspace work too; pressed again it is unset. */
export function ScaleBlocks({ field, entry, editor, labelId }: FieldProps<ScaleField>) {
  const { t, i18n } = useTranslation('phone');
  const group = useRef<HTMLDivElement>(null);
  const typing = useRef({ digits: '', atMs: 0 });
  const values = valuesOf(field);
  const value = entry.scales.get(field.id);
  const set = (next: number | undefined) => {
    if (!editor.readOnly && next !== value) {
      editor.change((draft) => setScore(draft, editor.code, field.id, next));
    }
  };
  const focus = (at: number) => group.current?.querySelectorAll<HTMLElement>('[role=radio]')[at]?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyed(event, values, value, typing.current);
    if (next !== null && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      set(next);
      focus(next === undefined ? 0 : values.indexOf(next));
    }
  };
  const nameOf = (one: number) => {
    const band = bandOf(field, one);
    return band ? `${one}, ${labelIn(band.label, i18n.resolvedLanguage ?? 'en')}` : String(one);
  };
  const stop = value === undefined ? values[0] : value;
  return (
    <div className={classes(css.blocks, values.length > largeMax && css.many)}>
      <div
        ref={group}
        role="radiogroup"
        aria-labelledby={labelId}
        aria-disabled={editor.readOnly || undefined}
        className={css.group}
        onKeyDown={onKeyDown}
      >
        {values.map((one) => (
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={one === value}
            aria-label={nameOf(one)}
            tabIndex={one === stop ? 0 : -1}
            disabled={editor.readOnly && one !== value}
            className={css.block}
            onClick={() => set(one)}
          >
            {one}
          </button>
        ))}
      </div>
      {!editor.readOnly && (
        <button
          type="button"
          className={css.clear}
          disabled={value === undefined}
          aria-label={t('field.clear')}
          title={t('field.clear')}
          onClick={() => set(undefined)}
        >
          <Eraser aria-hidden />
        </button>
      )}
    </div>
  );
}

/** What a key makes of the value: another one, undefined to clear it, null for keys that are about something else. */
function keyed(
  { key, timeStamp }: KeyboardEvent,
  values: readonly number[],
  value: number | undefined,
  typing: { digits: string; atMs: number },
): number | undefined | null {
  const now = value === undefined ? -1 : values.indexOf(value);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return values[Math.min(values.length - 1, now + 1)] ?? null;
    case 'ArrowLeft':
    case 'ArrowDown':
      return values[Math.max(0, now < 0 ? values.length - 1 : now - 1)] ?? null;
    case 'Home':
      return values[0] ?? null;
    case 'End':
      return values.at(-1) ?? null;
    case 'Backspace':
    case 'Delete':
      return undefined;
  }
  if (!/^\d$/.test(key)) {
    return null;
  }
  const together = timeStamp - typing.atMs < oneNumberMs ? typing.digits + key : key;
  const digits = values.includes(Number(together)) ? together : key;
  typing.digits = digits;
  typing.atMs = timeStamp;
  return values.includes(Number(digits)) ? Number(digits) : null;
}
