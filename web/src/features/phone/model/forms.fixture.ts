/** The forms that come with Crema, as the server has them. */
import { readFileSync } from 'node:fs';
import type { SheetSample, TastingForm } from '../../../client';

const folder = new URL('../../../../../tastings/src/main/resources/coffee/crema/tastings/form/', import.meta.url);

export function formOf(id: string): TastingForm {
  return JSON.parse(readFileSync(new URL(`${id}-1.json`, folder), 'utf8')) as TastingForm;
}

export function sample(parts: Partial<SheetSample>): SheetSample {
  return { scores: {}, cups: {}, defects: [], ticks: {}, notes: {}, done: false, ...parts };
}

/** So many of a row of cups are marked, from the first on. */
export function row(marked: number, of = 5): boolean[] {
  return Array.from({ length: of }, (_, cup) => cup < marked);
}
