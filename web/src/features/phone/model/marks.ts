/** Entries as changes of the sheet's document. Small ones, so that what two devices enter merges. */
import type { DefectReport, SheetContent } from '../../../client';
import type { AutomergeApi } from '../../../live/documents';
import { textOf } from './entry';

/** The sheet inside of a change. */
export type Draft = SheetContent;

export function setScore(draft: Draft, code: string, field: string, value: number | undefined): void {
  const scores = sampleOf(draft, code).scores;
  if (value === undefined) {
    delete scores[field];
  } else {
    scores[field] = value;
  }
}

/** A row begins with no cup marked; then each cup is a change of its own. */
export function setCup(draft: Draft, code: string, field: string, cups: number, cup: number, yes: boolean): void {
  const rows = sampleOf(draft, code).cups;
  if (rows[field]?.length !== cups) {
    rows[field] = Array.from({ length: cups }, () => false);
  }
  const row = rows[field];
  if (row) {
    row[cup] = yes;
  }
}

export function setRow(draft: Draft, code: string, field: string, row: readonly boolean[] | undefined): void {
  const rows = sampleOf(draft, code).cups;
  if (row) {
    rows[field] = [...row];
  } else {
    delete rows[field];
  }
}

export function setTick(draft: Draft, code: string, field: string, option: string, yes: boolean): void {
  const ticks = sampleOf(draft, code).ticks;
  ticks[field] ??= [];
  const ticked = ticks[field];
  for (let at = ticked.length - 1; at >= 0; at--) {
    if (textOf(ticked[at]) === option) {
      ticked.splice(at, 1);
    }
  }
  if (yes) {
    ticked.push(option);
  }
}

/** Letter by letter where the text is one already; a blank one is no note. */
export function setNote(draft: Draft, code: string, id: string, text: string, automerge: AutomergeApi): void {
  const notes = sampleOf(draft, code).notes;
  if (text === '') {
    delete notes[id];
  } else if (typeof notes[id] === 'string') {
    automerge.updateText(draft, ['samples', code, 'notes', id], text);
  } else {
    notes[id] = text;
  }
}

export function addDefect(draft: Draft, code: string, report: DefectReport): void {
  defectsOf(draft, code).push({ ...report });
}

/** The properties named are changed, the others stay. */
export function changeDefect(draft: Draft, code: string, at: number, news: DefectReport): void {
  const report = defectsOf(draft, code)[at];
  if (report) {
    Object.assign(report, news);
  }
}

export function removeDefect(draft: Draft, code: string, at: number): void {
  defectsOf(draft, code).splice(at, 1);
}

/** Takes one value of several that devices entered at the same time: entered once more, it is the only one. */
export function settle(draft: Draft, code: string, place: readonly [string, string], value: unknown): void {
  const [group, id] = place;
  (sampleOf(draft, code) as unknown as Record<string, Record<string, unknown>>)[group] ??= {};
  const holder = (sampleOf(draft, code) as unknown as Record<string, Record<string, unknown>>)[group];
  if (holder) {
    holder[id] = Array.isArray(value) ? value.map((one: unknown) => textOf(one) ?? one) : (textOf(value) ?? value);
  }
}

function sampleOf(draft: Draft, code: string): Draft['samples'][string] {
  draft.samples[code] ??= { scores: {}, cups: {}, defects: [], ticks: {}, notes: {}, done: false };
  return draft.samples[code];
}

function defectsOf(draft: Draft, code: string): DefectReport[] {
  return sampleOf(draft, code).defects;
}
