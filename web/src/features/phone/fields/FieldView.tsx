import { Eraser, MessageSquarePlus } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField, TastingForm } from '../../../client';
import { IconButton } from '../../../ui/Button';
import { classes } from '../../../ui/classes';
import type { Entry } from '../model/entry';
import { labelIn } from '../model/form';
import { setNote, setRow, setScore } from '../model/marks';
import { bandOf, controlOf, shown } from '../model/scale';
import { remainingOf } from '../model/ticks';
import { Alternatives } from './Alternatives';
import { CupsRow } from './CupsRow';
import type { Editor } from './editor';
import css from './FieldView.module.css';
import { ScaleBlocks } from './ScaleBlocks';
import { ScaleNumber } from './ScaleNumber';
import { ScaleStepper } from './ScaleStepper';
import { TextEdit } from './TextEdit';
import { Ticks } from './Ticks';

interface FieldViewProps {
  field: FormField;
  form: TastingForm;
  entry: Entry;
  editor: Editor;
  /** Whether now is its usual time. */
  isNow: boolean;
  /** The only one of its station, whose name is in sight already. */
  isAlone: boolean;
}

/** A field of the form with its name, its control, a remark, and what another device has there. */
export function FieldView({ field, form, entry, editor, isNow, isAlone }: FieldViewProps) {
  const { t, i18n } = useTranslation('phone');
  const labelId = useId();
  const [remarks, setRemarks] = useState(false);
  const label = labelIn(field.label, i18n.resolvedLanguage ?? 'en');
  if (field.type === 'note') {
    return <Note field={field} entry={entry} editor={editor} label={label} />;
  }
  const remark = entry.notes.get(field.id) ?? '';
  const showsRemark = remarks || remark !== '' || (isAlone && !editor.readOnly);
  return (
    <div className={css.field}>
      <div className={css.head}>
        <h3 id={labelId} className={classes(css.label, isAlone && css.large)}>
          {label}
          {field.type === 'scale' && field.unit && <span className={css.unit}> {field.unit}</span>}
        </h3>
        {isNow && !isAlone && <span className={css.now}>{t('sheet.now')}</span>}
        <Reading field={field} entry={entry} />
        <Clear field={field} entry={entry} editor={editor} />
        {!showsRemark && !editor.readOnly && (
          <IconButton label={t('remark.add', { field: label })} onClick={() => setRemarks(true)} className={css.remark}>
            <MessageSquarePlus aria-hidden />
          </IconButton>
        )}
      </div>
      <Control field={field} form={form} entry={entry} editor={editor} labelId={labelId} isAlone={isAlone} />
      {entry.wrong.has(field.id) && <p className={css.wrong}>{t('field.wrong')}</p>}
      <Alternatives field={field} entry={entry} editor={editor} />
      {showsRemark && (
        <TextEdit
          key={editor.code}
          label={t('remark.label', { field: label })}
          value={remark}
          onCommit={(text) =>
            editor.change((draft, automerge) => setNote(draft, editor.code, field.id, text, automerge))
          }
          readOnly={editor.readOnly}
          lengthMax={4_000}
          startsFocused={remarks}
        />
      )}
    </div>
  );
}

type ControlProps = Omit<FieldViewProps, 'isNow' | 'field'> & { labelId: string };

function Control({ field, isAlone, ...props }: ControlProps & { field: Exclude<FormField, { type: 'note' }> }) {
  switch (field.type) {
    case 'scale':
      switch (controlOf(field)) {
        case 'blocks':
          return <ScaleBlocks {...props} field={field} isAlone={isAlone} />;
        case 'stepper':
          return <ScaleStepper {...props} field={field} />;
        case 'number':
          return <ScaleNumber key={props.editor.code} {...props} field={field} />;
      }
      break;
    case 'cups':
      return <CupsRow {...props} field={field} />;
    case 'ticks':
      return <Ticks {...props} field={field} />;
  }
}

/** Back to nothing, which is not zero. */
function Clear({ field, entry, editor }: Pick<FieldViewProps, 'field' | 'entry' | 'editor'>) {
  const { t } = useTranslation('phone');
  const isSet = entry.scales.has(field.id) || entry.rows.has(field.id) || entry.wrong.has(field.id);
  if (!isSet || editor.readOnly || (field.type !== 'scale' && field.type !== 'cups')) {
    return null;
  }
  const clear = field.type === 'scale' ? setScore : setRow;
  return (
    <IconButton
      label={t('field.clear')}
      className={css.clear}
      onClick={() => editor.change((draft) => clear(draft, editor.code, field.id, undefined))}
    >
      <Eraser aria-hidden />
    </IconButton>
  );
}

/** What stands there, in words: the value and its band, or how many boxes are left. */
function Reading({ field, entry }: { field: FormField; entry: Entry }) {
  const { t, i18n } = useTranslation('phone');
  switch (field.type) {
    case 'scale': {
      const value = entry.scales.get(field.id);
      const band = bandOf(field, value);
      return (
        <p className={css.reading}>
          {band && <span>{labelIn(band.label, i18n.resolvedLanguage ?? 'en')}</span>}
          {controlOf(field) === 'blocks' && (
            <b className={css.value}>{value === undefined ? '–' : shown(field, value)}</b>
          )}
        </p>
      );
    }
    case 'ticks': {
      const left = remainingOf(field, entry.ticks.get(field.id) ?? []);
      return (
        <p className={classes(css.reading, css.whole)} role="status">
          {t('ticks.left', { count: Math.max(0, left), max: field.max })}
        </p>
      );
    }
    case 'cups': {
      const row = entry.rows.get(field.id);
      return (
        <p className={css.reading}>
          <b className={css.value}>{row ? `${row.filter(Boolean).length}/${entry.cups}` : '–'}</b>
        </p>
      );
    }
    case 'note':
      return null;
  }
}

function Note({
  field,
  entry,
  editor,
  label,
}: {
  field: FormField & { type: 'note' };
  entry: Entry;
  editor: Editor;
  label: string;
}) {
  return (
    <div className={css.field}>
      <TextEdit
        key={editor.code}
        label={label}
        value={entry.notes.get(field.id) ?? ''}
        onCommit={(text) => editor.change((draft, automerge) => setNote(draft, editor.code, field.id, text, automerge))}
        readOnly={editor.readOnly}
        lengthMax={field.lengthMax ?? 4_000}
        short={(field.lengthMax ?? 4_000) <= 200}
      />
      <Alternatives field={field} entry={entry} editor={editor} />
    </div>
  );
}
