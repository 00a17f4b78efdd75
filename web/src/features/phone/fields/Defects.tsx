import { Trash2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DefectReport, Named, TastingForm } from '../../../client';
import { IconButton } from '../../../ui/Button';
import { type Entry, textOf } from '../model/entry';
import { labelIn } from '../model/form';
import { addDefect, changeDefect, removeDefect } from '../model/marks';
import css from './Defects.module.css';
import type { Editor } from './editor';

interface DefectsProps {
  form: TastingForm;
  entry: Entry;
  editor: Editor;
  /** Cups that are marked as defective, without a type. */
  untyped: number;
}

/** What is wrong with cups: where the form marks them, only of which type; else how many, and how strongly. */
export function Defects(props: DefectsProps) {
  return props.form.scoring?.defects?.count === 'cups' ? <TypesOfCups {...props} /> : <Reports {...props} />;
}

function TypesOfCups({ form, entry, editor, untyped }: DefectsProps) {
  const { t, i18n } = useTranslation('phone');
  const titleId = useId();
  const at = (id: string) => entry.reports.findIndex((report) => textOf(report.type) === id);
  const toggle = (id: string) => {
    const where = at(id);
    editor.change((draft) =>
      where < 0 ? addDefect(draft, editor.code, { type: id }) : removeDefect(draft, editor.code, where),
    );
  };
  return (
    <div className={css.field}>
      <h3 id={titleId} className={css.title}>
        {t('defects.type')}
      </h3>
      {untyped > 0 && (
        <p className={css.hint} role="status">
          {t('defects.needsType', { count: untyped })}
        </p>
      )}
      <div role="group" aria-labelledby={titleId} className={css.chips}>
        {(form.defects ?? []).map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-pressed={at(id) >= 0}
            disabled={editor.readOnly}
            className={css.chip}
            onClick={() => toggle(id)}
          >
            {labelIn(label, i18n.resolvedLanguage ?? 'en')}
          </button>
        ))}
      </div>
    </div>
  );
}

function Reports({ form, entry, editor }: DefectsProps) {
  const { t, i18n } = useTranslation('phone');
  const titleId = useId();
  const rule = form.scoring?.defects;
  const intensity = rule?.count === 'reports' ? rule.intensity : undefined;
  const add = (type: string) => {
    const report: DefectReport = { type, ...(intensity ? { intensity: intensity.min } : {}), cups: 1 };
    editor.change((draft) => addDefect(draft, editor.code, report));
  };
  return (
    <div className={css.field}>
      <h3 id={titleId} className={css.title}>
        {t('defects.title')}
      </h3>
      {entry.reports.length === 0 && <p className={css.quiet}>{t('defects.none')}</p>}
      {entry.reports.map((report, at) => (
        <Report
          // biome-ignore lint/suspicious/noArrayIndexKey: a report is its place in the list
          key={at}
          report={report}
          at={at}
          form={form}
          cups={entry.cups}
          intensity={intensity}
          editor={editor}
        />
      ))}
      {entry.defects === null && <p className={css.hint}>{t('field.wrong')}</p>}
      {!editor.readOnly && (
        <div role="group" aria-labelledby={titleId} className={css.chips}>
          {(form.defects ?? []).map(({ id, label }) => (
            <button key={id} type="button" className={css.chip} onClick={() => add(id)}>
              {t('defects.add', { type: labelIn(label, i18n.resolvedLanguage ?? 'en') })}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

interface ReportProps {
  report: Record<string, unknown>;
  at: number;
  form: TastingForm;
  cups: number;
  intensity: { min: number; max: number } | undefined;
  editor: Editor;
}

function Report({ report, at, form, cups, intensity, editor }: ReportProps) {
  const { t, i18n } = useTranslation('phone');
  const type = nameOf(form.defects ?? [], textOf(report.type), i18n.resolvedLanguage ?? 'en');
  const marked = report.cups;
  const count = Array.isArray(marked)
    ? marked.filter((yes) => yes === true).length
    : typeof marked === 'number'
      ? marked
      : 0;
  const change = (news: DefectReport) => editor.change((draft) => changeDefect(draft, editor.code, at, news));
  return (
    <div className={css.report} role="group" aria-label={type}>
      <div className={css.head}>
        <b>{type}</b>
        {!editor.readOnly && (
          <IconButton
            label={t('defects.remove', { type })}
            onClick={() => editor.change((draft) => removeDefect(draft, editor.code, at))}
          >
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </div>
      {intensity && (
        <Choice
          label={t('defects.intensity')}
          from={intensity.min}
          to={intensity.max}
          value={report.intensity as number}
          readOnly={editor.readOnly}
          onChoose={(value) => change({ intensity: value })}
        />
      )}
      <Choice
        label={t('defects.cups')}
        from={1}
        to={cups}
        value={count}
        readOnly={editor.readOnly}
        onChoose={(value) => change({ cups: value })}
      />
    </div>
  );
}

function nameOf(defects: readonly Named[], type: string | undefined, language: string): string {
  const known = type === undefined && defects.length === 1 ? defects[0] : defects.find(({ id }) => id === type);
  return known ? labelIn(known.label, language) : '?';
}

interface ChoiceProps {
  label: string;
  from: number;
  to: number;
  value: number;
  readOnly: boolean;
  onChoose: (value: number) => void;
}

function Choice({ label, from, to, value, readOnly, onChoose }: ChoiceProps) {
  return (
    <div role="group" aria-label={label} className={css.choice}>
      <span aria-hidden>{label}</span>
      <span className={css.chips}>
        {Array.from({ length: to - from + 1 }, (_, step) => from + step).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === value}
            disabled={readOnly}
            className={css.number}
            onClick={() => onChoose(one)}
          >
            {one}
          </button>
        ))}
      </span>
    </div>
  );
}
