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
/** Up to so many values stand in rows of five, more in rows of eight. */
const largeMax = 10;

/** Each value a block of its own: one press, no aiming. Digits and arrows work too; Backspace unsets it. */
export function ScaleBlocks({
  field,
  entry,
  editor,
  labelId,
  isAlone = false,
}: FieldProps<ScaleField> & { isAlone?: boolean }) {
  const { i18n } = useTranslation('phone');
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
  const wordFor = (one: number) => {
    const band = bandOf(field, one);
    return band && labelIn(band.label, i18n.resolvedLanguage ?? 'en');
  };
  // With the room for it, each block says its word, as far as each has one of its own.
  const withWords = isAlone && field.bands?.length === values.length;
  const stop = value === undefined ? values[0] : value;
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-labelledby={labelId}
      aria-disabled={editor.readOnly || undefined}
      className={classes(css.blocks, values.length > largeMax && css.many, withWords && css.pad)}
      onKeyDown={onKeyDown}
    >
      {values.map((one) => (
        <button
          key={one}
          type="button"
          role="radio"
          aria-checked={one === value}
          aria-label={[one, wordFor(one)].filter((part) => part !== undefined).join(', ')}
          tabIndex={one === stop ? 0 : -1}
          disabled={editor.readOnly && one !== value}
          className={css.block}
          onClick={() => set(one)}
        >
          {one}
          {withWords && <span className={css.word}>{wordFor(one)}</span>}
        </button>
      ))}
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
