/** A form as data: `form-1.schema.json`. A version never changes once somebody has answered it. */

export interface Label {
  ko: string;
  en: string;
}

export interface Named {
  id: string;
  label: Label;
}

/** When a field is usually filled in; nothing is refused at another time. */
export type UsualPhase = 'dry' | 'break' | 'hot' | 'warm' | 'cool' | 'any';

interface FieldCommon extends Named {
  /** The id of its section. */
  section: string;
  phase?: UsualPhase;
  /** Whether a sheet is incomplete without it; what earns points always is required. */
  required?: boolean;
}

/** A number; under `scores` in a sheet. `bands` name stretches of it, each from its value on. */
export interface ScaleField extends FieldCommon {
  type: 'scale';
  min: number;
  max: number;
  step: number;
  unit?: string;
  bands?: { from: number; label: Label }[];
}

/** A yes or no for each cup; under `cups`. */
export interface CupsField extends FieldCommon {
  type: 'cups';
}

/** Boxes to tick, at most `max`, ticked parents included; under `ticks`. */
export interface TicksField extends FieldCommon {
  type: 'ticks';
  max: number;
  options: (Named & { parent?: string })[];
}

/** Free text; under `notes`. */
export interface NoteField extends FieldCommon {
  type: 'note';
  lengthMax?: number;
}

export type FormField = ScaleField | CupsField | TicksField | NoteField;

/** Each report `{type, intensity, cups}` costs points x intensity x cups. */
export interface ReportedDefects {
  count: 'reports';
  /** What one cup costs, by type. */
  points: Record<string, number>;
  intensity?: { min: number; max: number };
  adapted?: boolean;
}

/** Each cup marked in `field` costs points once, if a type is given; it is also counted in `differs`, except where all cups are defective. */
export interface CupDefects {
  count: 'cups';
  field: string;
  points: number;
  differs?: string;
}

/** total = round(constant + sum(weight x value) + sum(points x cups) - defects), ties up. */
export interface Scoring {
  constant?: number;
  round: number;
  terms: { field: string; weight: number }[];
  cups?: { field: string; points: number; compares?: boolean }[];
  defects?: ReportedDefects | CupDefects;
}

export interface TastingForm {
  $schema?: string;
  id: string;
  version: number;
  title: Label;
  source?: string;
  /** How many cups of a sample it is made for. */
  cups: number;
  sections: Named[];
  fields: FormField[];
  /** The kinds of defects that a sheet may report. */
  defects?: Named[];
  /** Absent for a form that records only. */
  scoring?: Scoring;
}
