/** A session while it is being set up: what stands in the fields, what is wrong with it, and what is sent. Pure. */
import type { Identity, NewSample, Ordering } from '../../client';

export const samplesMax = 100;
export const flightsMax = 20;
export const cupsMax = 12;
export const titleMax = 120;
export const textMax = 200;

/** The properties of a coffee that have a column of their own. */
export const identityFields = ['name', 'producer', 'country', 'region', 'variety', 'process', 'lot'] as const;
export type IdentityField = (typeof identityFields)[number];

export interface SampleDraft extends Record<IdentityField, string> {
  /** Names the row while it is moved about. */
  key: string;
  /** `calibration`, or the flight's number from 1. */
  place: number | 'calibration';
  /** As it was typed; of the calibration's coffee only. */
  target: string;
  /** What a file said besides. */
  more?: Record<string, string>;
}

export interface SessionDraft {
  title: string;
  form: string;
  version: number;
  cups: string;
  ordering: Ordering;
  automatic: boolean;
  samples: readonly SampleDraft[];
}

export type ProblemWord =
  | 'required'
  | 'tooLong'
  | 'range'
  | 'emptyFlight'
  | 'oneCalibration'
  | 'tooMany'
  | 'onlyCalibration'
  | 'refused';

/** `field` is `title`, `form`, `cups`, `samples`, or `samples.KEY.FIELD`. */
export interface Problem {
  field: string;
  word: ProblemWord;
  values?: Record<string, string | number>;
}

let lastKey = 0;

export function emptySample(place: SampleDraft['place'] = 1): SampleDraft {
  const key = `s${++lastKey}`;
  return { key, place, target: '', name: '', producer: '', country: '', region: '', variety: '', process: '', lot: '' };
}

/** A row of a file, as the server understood it. */
export function fromIdentity(identity: Identity, place: SampleDraft['place']): SampleDraft {
  const named = Object.fromEntries(identityFields.map((field) => [field, identity[field] ?? '']));
  return { ...emptySample(place), ...named, ...(identity.more ? { more: identity.more } : {}) };
}

/** Whether nothing was entered into a row. Such rows are not sent. */
export function isBlank(sample: SampleDraft): boolean {
  return identityFields.every((field) => !sample[field].trim()) && !sample.target.trim();
}

/** How many flights there are to choose from: one more than are used. */
export function flightChoices(samples: readonly SampleDraft[]): number {
  const used = samples.map(({ place }) => (place === 'calibration' ? 0 : place));
  return Math.min(flightsMax, Math.max(1, ...used.map((flight) => flight + 1)));
}

/** 1 to the last. */
export function flightNumbers(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

export function moved(samples: readonly SampleDraft[], from: number, to: number): readonly SampleDraft[] {
  const sample = samples[from];
  if (!sample || to < 0 || to >= samples.length) {
    return samples;
  }
  return samples.toSpliced(from, 1).toSpliced(to, 0, sample);
}

export function problemsOf(draft: SessionDraft): Problem[] {
  const problems: Problem[] = [];
  if (!draft.title.trim()) {
    problems.push({ field: 'title', word: 'required' });
  } else if (draft.title.trim().length > titleMax) {
    problems.push({ field: 'title', word: 'tooLong', values: { max: titleMax } });
  }
  if (!draft.form) {
    problems.push({ field: 'form', word: 'required' });
  }
  if (!isWhole(draft.cups, 1, cupsMax)) {
    problems.push({ field: 'cups', word: 'range', values: { min: 1, max: cupsMax } });
  }
  return [...problems, ...sampleProblems(draft.samples.filter((sample) => !isBlank(sample)))];
}

function sampleProblems(samples: readonly SampleDraft[]): Problem[] {
  const problems = samples.flatMap(rowProblems);
  if (samples.length > samplesMax) {
    problems.push({ field: 'samples', word: 'tooMany', values: { max: samplesMax } });
  }
  const calibrating = samples.filter(({ place }) => place === 'calibration');
  if (calibrating.length > 1) {
    problems.push({ field: `samples.${calibrating[1]?.key}.place`, word: 'oneCalibration' });
  }
  if (samples.length > 0 && calibrating.length === samples.length) {
    problems.push({ field: 'samples', word: 'onlyCalibration' });
  }
  const flights = samples.flatMap(({ place }) => (place === 'calibration' ? [] : [place]));
  const last = Math.max(0, ...flights);
  const empty = flightNumbers(last).find((flight) => !flights.includes(flight));
  if (empty !== undefined) {
    problems.push({ field: 'samples', word: 'emptyFlight', values: { flight: empty } });
  }
  return problems;
}

function rowProblems(sample: SampleDraft): Problem[] {
  const at = (field: string) => `samples.${sample.key}.${field}`;
  const problems: Problem[] = [];
  if (!sample.name.trim()) {
    problems.push({ field: at('name'), word: 'required' });
  }
  for (const field of identityFields) {
    if (sample[field].trim().length > textMax) {
      problems.push({ field: at(field), word: 'tooLong', values: { max: textMax } });
    }
  }
  if (sample.place === 'calibration' && !isNumber(sample.target, 0, 100)) {
    problems.push({ field: at('target'), word: 'range', values: { min: 0, max: 100 } });
  }
  return problems;
}

/** As the server is asked to make it. */
export function toCommand(room: string, draft: SessionDraft) {
  return {
    room,
    title: draft.title.trim(),
    form: draft.form,
    version: draft.version,
    cups: Number(draft.cups),
    ordering: draft.ordering,
    automatic: draft.automatic,
    samples: draft.samples.filter((sample) => !isBlank(sample)).map(toSample),
  };
}

function toSample(sample: SampleDraft): NewSample {
  const known = identityFields.filter((field) => sample[field].trim());
  const identity = Object.fromEntries(known.map((field) => [field, sample[field].trim()]));
  return {
    identity: { name: '', ...identity, ...(sample.more ? { more: sample.more } : {}) },
    ...(sample.place === 'calibration' ? { target: parsed(sample.target) } : { flight: sample.place }),
  };
}

/** Where in the draft a refusal's field (`samples[3].identity.name`) is. */
export function refusedField(field: string | undefined, draft: SessionDraft): string {
  const plain = (field ?? '').replace(/^data\./, '');
  const inSamples = /^samples\[(\d+)\](?:\.identity)?(?:\.(\w+))?/.exec(plain);
  if (inSamples) {
    const sent = draft.samples.filter((sample) => !isBlank(sample))[Number(inSamples[1])];
    const column = inSamples[2] === 'flight' ? 'place' : (inSamples[2] ?? 'name');
    const shown = [...identityFields, 'place', 'target'].includes(column as IdentityField) ? column : 'name';
    return sent ? `samples.${sent.key}.${shown}` : 'samples';
  }
  return plain === 'version' ? 'form' : plain;
}

function isWhole(text: string, min: number, max: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= min && Number(text) <= max;
}

function isNumber(text: string, min: number, max: number): boolean {
  const value = parsed(text);
  return text.trim() !== '' && Number.isFinite(value) && value >= min && value <= max;
}

/** Also with a decimal comma. */
function parsed(text: string): number {
  return Number(text.trim().replace(',', '.'));
}
