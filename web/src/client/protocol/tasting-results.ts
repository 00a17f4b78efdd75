/** What comes out of a session: figures, scores, progress. Figures are rounded to thousandths. */
import type { JsonValue } from './envelope';
import type { Identity, Moment } from './tastings';

/** Why a figure is not there. */
export type Absence = 'no-scores' | 'one-score' | 'no-spread' | 'too-few-cuppers' | 'too-few-samples' | 'undefined';

/** Why, by the figure's name. */
export type Absences = Record<string, Absence>;

/** What other devices of a cupper entered at the same time, by field (`scores.flavor`). */
export type Alternatives = Record<string, JsonValue[]>;

/** What a panel made of one sample. */
export interface PanelView {
  /** How many complete sheets count, `of` so many cuppers. */
  scores: number;
  of: number;
  /** Whether the number of cups was not the form's. */
  adapted: boolean;
  mean?: number;
  median?: number;
  /** The sample standard deviation. */
  sd?: number;
  /** From five scores on. */
  trimmedMean?: number;
  histogram?: Histogram;
  /** What was ticked by enough of the panel, most often first. */
  descriptors: { id: string; cuppers: number }[];
  /** Of the form's scales that somebody filled in, by rising id. Absent in what an older node told. */
  fields?: FieldMean[];
  absent?: Absences;
}

/** Over the sheets that count and hold the field; `cuppers` is how many these are. */
export interface FieldMean {
  id: string;
  mean: number;
  cuppers: number;
}

/** Bins rising, without gaps. */
export interface Histogram {
  width: number;
  bins: { from: number; count: number }[];
}

/** How far cuppers agree, over those who scored every sample. */
export interface AgreementView {
  cuppers: number;
  of: number;
  samples: number;
  kendallW?: number;
  chiSquare?: number;
  degreesOfFreedom: number;
  iccSingle?: number;
  iccPanel?: number;
  absent?: Absences;
}

/** How far a cupper lies from the mean of the others; above zero is generous. */
export interface BiasView {
  user: string;
  name: string;
  points?: number;
  samples: number;
  absent?: Absence;
}

/** What the cuppers made of the calibration's sample. */
export interface CalibrationView {
  code: string;
  target: number;
  /** Whether it is kept as it was, or may still change. */
  over: boolean;
  cuppers: { user: string; name: string; score?: number; off?: number; excluded?: string }[];
}

export interface ExclusionView {
  user: string;
  /** Absent for the whole sheet. */
  sample?: string;
  label: string;
  by: string;
  atMs: number;
}

/** What a cupper made of a sample. */
export interface CupperResult {
  user: string;
  name: string;
  /** Once all scored fields are filled in. */
  score?: number;
  filled: number;
  of: number;
  modifiedZ?: number;
  /** An outlier; it counts all the same. */
  flagged: boolean;
  /** Why it does not count. */
  excluded?: string;
  notes: Record<string, string>;
  alternatives: Alternatives;
}

export interface SampleResult {
  code: string;
  flight?: number;
  revealed: boolean;
  identity?: Identity;
  panel: PanelView;
  /** For those who may see what others scored. */
  scores?: CupperResult[];
}

/** What the asker may see now. */
export interface TastingResults {
  moment: Moment;
  samples: SampleResult[];
  agreement?: AgreementView;
  biases?: BiasView[];
  calibration?: CalibrationView;
  exclusions?: ExclusionView[];
}

/** How much of the sheets is filled in: sheets of one sample, then samples by cuppers, then cuppers by samples. */
export interface TastingProgress {
  complete: number;
  of: number;
  samples: { code: string; complete: number; of: number }[];
  cuppers: { user: string; complete: number; of: number }[];
}

/** How far one's own sheet is. */
export interface OwnScore {
  sample: string;
  filled: number;
  of: number;
  score?: number;
  /** What could not be read, by field. */
  problems: string[];
  alternatives: Alternatives;
}

/** `member` is a code, `{session}/{code}`, or a user's id. */
export interface Ranked {
  place: number;
  member: string;
  label: string;
  points: number;
}
