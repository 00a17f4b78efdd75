/** What a form's definition means for somebody who fills it in: where they enter what, and what is asked of them. */
import type { FormField, Label, Named, ScaleField, Step, TastingForm } from '../../../client';

/**
 * A place of the sheet: one thing to taste for, that one walks through all samples with. A scored scale has a place of its own;
 * what else a section asks stands together.
 */
export interface Station {
  id: string;
  label: Label;
  fields: FormField[];
  /** Whether defects are reported here. */
  defects: boolean;
}

const defectsStation: Label = { ko: '결점', en: 'Defects' };

export function stationsOf(form: TastingForm): Station[] {
  const stations = form.sections.flatMap((section) => stationsOfSection(form, section));
  if (!form.defects?.length) {
    return stations;
  }
  const rule = form.scoring?.defects;
  const marked = rule?.count === 'cups' ? rule.field : undefined;
  const withMarks = stations.find(({ fields }) => fields.some(({ id }) => id === marked));
  if (withMarks) {
    withMarks.defects = true;
    return stations;
  }
  const firstNotes = stations.findIndex(({ fields }) => fields.every(({ type }) => type === 'note'));
  const station = { id: 'defects', label: defectsStation, fields: [], defects: true };
  return firstNotes < 0 ? [...stations, station] : stations.toSpliced(firstNotes, 0, station);
}

function stationsOfSection(form: TastingForm, section: Named): Station[] {
  const fields = form.fields.filter((field) => field.section === section.id);
  const scored = fields.filter((field): field is ScaleField => field.type === 'scale' && isTerm(form, field.id));
  if (scored.length < 2) {
    return fields.length ? [{ id: section.id, label: section.label, fields, defects: false }] : [];
  }
  const rest = fields.filter((field) => !scored.some(({ id }) => id === field.id));
  const own = scored.map((field) => ({
    id: field.id,
    label: field.label,
    fields: [field as FormField],
    defects: false,
  }));
  return rest.length ? [...own, { id: section.id, label: section.label, fields: rest, defects: false }] : own;
}

function isTerm(form: TastingForm, field: string): boolean {
  return form.scoring?.terms.some((term) => term.field === field) ?? false;
}

/** What a sheet must have for a sample of so many cups; what earns points always is required. With a single cup nothing is compared. */
export function askedFields(form: TastingForm, cups: number): FormField[] {
  return form.fields.filter((field) => isRequired(form, field) && (cups > 1 || !compares(form, field.id)));
}

function isRequired(form: TastingForm, field: FormField): boolean {
  const earns = form.scoring?.cups?.some((term) => term.field === field.id && term.points > 0) ?? false;
  return field.required === true || isTerm(form, field.id) || earns;
}

function compares(form: TastingForm, field: string): boolean {
  return form.scoring?.cups?.some((term) => term.field === field && term.compares === true) ?? false;
}

/** In which steps of a session a field's usual time is. Only a hint. */
const stepsOf: Record<string, readonly Step[]> = {
  dry: ['dry'],
  break: ['break', 'skim'],
  hot: ['hot'],
  warm: ['warm'],
  cool: ['cool'],
};

export function isUsualNow(field: FormField, step: Step): boolean {
  return stepsOf[field.phase ?? 'any']?.includes(step) ?? false;
}

export function stationsNow(stations: readonly Station[], step: Step): Station[] {
  return stations.filter(({ fields }) => fields.some((field) => isUsualNow(field, step)));
}

export function labelIn(label: Label, language: string): string {
  return language.startsWith('ko') ? label.ko : label.en;
}
