import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScaleField } from '../../../client';
import { TextField } from '../../../ui/Field';
import { labelIn } from '../model/form';
import { setScore } from '../model/marks';
import { shown, typed } from '../model/scale';
import type { FieldProps } from './editor';

/** A measurement, typed. It is taken as soon as it is a value of the scale; an empty field is unset. */
export function ScaleNumber({ field, entry, editor }: FieldProps<ScaleField>) {
  const { t, i18n } = useTranslation('phone');
  const value = entry.scales.get(field.id);
  const [text, setText] = useState(() => (value === undefined ? '' : shown(field, value)));
  const [writing, setWriting] = useState(false);
  const isWrong = text.trim() !== '' && typed(field, text) === undefined;
  useEffect(() => {
    if (!writing) {
      setText(value === undefined ? '' : shown(field, value)); // entered on another device
    }
  }, [writing, field, value]);
  const write = (next: string) => {
    setText(next);
    const number = typed(field, next);
    if (number !== value && (number !== undefined || next.trim() === '')) {
      editor.change((draft) => setScore(draft, editor.code, field.id, number));
    }
  };
  return (
    <TextField
      label={labelIn(field.label, i18n.resolvedLanguage ?? 'en')}
      labelHidden
      hint={t('number.range', { min: field.min, max: field.max, unit: field.unit ?? '' })}
      error={isWrong && !writing ? t('number.wrong', { min: field.min, max: field.max, step: field.step }) : undefined}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      readOnly={editor.readOnly}
      onFocus={() => setWriting(true)}
      onBlur={() => setWriting(isWrong)}
      onChange={(event) => write(event.target.value)}
    />
  );
}
