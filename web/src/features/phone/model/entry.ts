/** Reads one sample's part of a sheet, by the rules of the server: a wrong value counts as unset, and never for zero. */
import type { DefectReport, FormField, ScaleField, TastingForm, TicksField } from '../../../client';

/** What is entered, as far as it is right. */
export interface Entry {
  cups: number;
  scales: ReadonlyMap<string, number>;
  rows: ReadonlyMap<string, readonly boolean[]>;
  /** Also when two devices together ticked too many; then the field is wrong. */
  ticks: ReadonlyMap<string, readonly string[]>;
  /** As they stand there, blank ones too. */
  notes: ReadonlyMap<string, string>;
  /** Null when one of them is wrong: a deduction must not be lost. */
  defects: readonly DefectReport[] | null;
  /** The reports as they stand there, so that a wrong one can be seen and taken away. */
  reports: readonly Record<string, unknown>[];
  /** Ids of fields that hold something that cannot be taken, `defects` among them. */
  wrong: ReadonlySet<string>;
}

const noteLengthMax = 4_000;
const defectsMax = 32;

/** @param sample as it stands in the document, whatever a device put there; nothing for a sample that is not in it */
export function readEntry(form: TastingForm, cups: number, sample: unknown): Entry {
  const from = objectOf(sample);
  const reading = new Reading(form, cups);
  for (const field of form.fields) {
    reading.place(field, objectOf(from[groups[field.type]])[field.id]);
  }
  for (const [id, value] of Object.entries(objectOf(from.notes))) {
    reading.remark(id, value);
  }
  return reading.entry(from.defects);
}

const groups: Record<FormField['type'], string> = { scale: 'scores', cups: 'cups', ticks: 'ticks', note: 'notes' };

/** The place of a field in a sample's part of the sheet. */
export function placeOf(field: FormField): [string, string] {
  return [groups[field.type], field.id];
}

/** Whether the field has a right value. A blank note has none. */
export function has(entry: Entry, field: FormField): boolean {
  switch (field.type) {
    case 'scale':
      return entry.scales.has(field.id);
    case 'cups':
      return entry.rows.has(field.id);
    case 'ticks':
      return entry.ticks.has(field.id) && !entry.wrong.has(field.id);
    case 'note':
      return Boolean(entry.notes.get(field.id)?.trim());
  }
}

class Reading {
  readonly #form: TastingForm;
  readonly #cups: number;
  readonly #scales = new Map<string, number>();
  readonly #rows = new Map<string, readonly boolean[]>();
  readonly #ticks = new Map<string, readonly string[]>();
  readonly #notes = new Map<string, string>();
  readonly #wrong = new Set<string>();

  constructor(form: TastingForm, cups: number) {
    this.#form = form;
    this.#cups = cups;
  }

  place(field: FormField, value: unknown): void {
    if (absent(value)) {
      return;
    }
    switch (field.type) {
      case 'scale':
        this.#put(this.#scales, field.id, scaleValue(field, value));
        break;
      case 'cups':
        this.#put(this.#rows, field.id, rowOf(value, this.#cups));
        break;
      case 'ticks':
        this.#put(this.#ticks, field.id, ticksOf(field, value));
        if ((this.#ticks.get(field.id)?.length ?? 0) > field.max) {
          this.#wrong.add(field.id);
        }
        break;
      case 'note':
        break; // read with the remarks
    }
  }

  remark(id: string, value: unknown): void {
    if (!absent(value)) {
      const field = this.#form.fields.find((one) => one.id === id);
      const lengthMax = field?.type === 'note' ? (field.lengthMax ?? noteLengthMax) : noteLengthMax;
      const text = textOf(value);
      this.#put(this.#notes, id, text !== undefined && text.length <= lengthMax ? text : undefined);
    }
  }

  entry(defects: unknown): Entry {
    const reports = absent(defects) ? [] : this.#reports(defects);
    if (!reports) {
      this.#wrong.add('defects');
    }
    return {
      cups: this.#cups,
      scales: this.#scales,
      rows: this.#rows,
      ticks: this.#ticks,
      notes: this.#notes,
      defects: reports,
      reports: Array.isArray(defects) ? defects.map(objectOf) : [],
      wrong: this.#wrong,
    };
  }

  #put<T>(values: Map<string, T>, id: string, value: T | undefined): void {
    if (value === undefined) {
      this.#wrong.add(id);
    } else {
      values.set(id, value);
    }
  }

  #reports(value: unknown): DefectReport[] | null {
    if (!Array.isArray(value) || value.length > defectsMax) {
      return null;
    }
    const reports = value.map((one) => readReport(this.#form, this.#cups, objectOf(one)));
    return reports.every((one) => one !== null) ? reports : null;
  }
}

/** @return null when it is wrong. A type is filled in where the form knows one only */
export function readReport(form: TastingForm, cups: number, raw: Record<string, unknown>): DefectReport | null {
  const rule = form.scoring?.defects;
  const perCup = rule?.count === 'cups';
  const [only, second] = form.defects ?? [];
  const type = absent(raw.type) && only && !second ? only.id : textOf(raw.type);
  const typeIsRight = type === undefined ? perCup && absent(raw.type) : form.defects?.some(({ id }) => id === type);
  const graded = rule?.count === 'reports' ? rule.intensity : undefined;
  const intensity = graded ? raw.intensity : 1;
  const intensityIsRight =
    Number.isInteger(intensity) &&
    (!graded || ((intensity as number) >= graded.min && (intensity as number) <= graded.max));
  const where = absent(raw.cups) ? undefined : Array.isArray(raw.cups) ? rowOf(raw.cups, cups) : raw.cups;
  const counted = Number.isInteger(where) && (where as number) >= 0 && (where as number) <= cups;
  const cupsAreRight = Array.isArray(where) || (perCup ? absent(raw.cups) : counted);
  if (!typeIsRight || !intensityIsRight || !cupsAreRight) {
    return null;
  }
  return {
    ...(type === undefined ? {} : { type }),
    ...(graded ? { intensity: intensity as number } : {}),
    ...(where === undefined ? {} : { cups: where as number | boolean[] }),
  };
}

/** Numbers of a form have at most three digits behind the point; so they are compared in thousandths. */
export function millis(value: number): number | undefined {
  const whole = Math.round(value * 1_000);
  return Math.abs(value * 1_000 - whole) < 1e-6 ? whole : undefined;
}

function scaleValue(field: ScaleField, value: unknown): number | undefined {
  const number = typeof value === 'number' ? millis(value) : undefined;
  const [min, max, step] = [field.min, field.max, field.step].map((one) => Math.round(one * 1_000)) as [
    number,
    number,
    number,
  ];
  return number !== undefined && number >= min && number <= max && (number - min) % step === 0
    ? number / 1_000
    : undefined;
}

function rowOf(value: unknown, cups: number): boolean[] | undefined {
  const right = Array.isArray(value) && value.length === cups && value.every((cup) => typeof cup === 'boolean');
  return right ? [...(value as boolean[])] : undefined;
}

/** The same box ticked on two devices is one tick. */
function ticksOf(field: TicksField, value: unknown): string[] | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const ticked = [...new Set(value.map(textOf))];
  const known = (ids: (string | undefined)[]): ids is string[] =>
    ids.every((id) => field.options.some((option) => option.id === id));
  return known(ticked) ? ticked : undefined;
}

/** Automerge gives texts that were written as a whole as objects. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const whole = typeof value === 'object' && value !== null ? (value as { val?: unknown }).val : undefined;
  return typeof whole === 'string' ? whole : undefined;
}

function absent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
