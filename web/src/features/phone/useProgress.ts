import { useMemo } from 'react';
import type { SheetContent, Tasting, TastingForm } from '../../client';
import type { DocumentView } from '../../live/documents';
import { type Entry, readEntry } from './model/entry';
import { type Completion, completionOf, type Score, scoreOf } from './model/score';

/** A sheet that is open on this device. */
export interface OpenSheet extends DocumentView<SheetContent> {
  doc: SheetContent;
}

export interface SampleProgress {
  entry: Entry;
  completion: Completion;
  score: Score;
}

/** How far each sample is, by its code. */
export function useProgress(
  sheet: OpenSheet,
  form: TastingForm,
  session: Tasting,
): ReadonlyMap<string, SampleProgress> {
  const { doc } = sheet;
  const { samples, cups } = session;
  return useMemo(
    () =>
      new Map(
        samples.map(({ code }) => {
          const entry = readEntry(form, cups, doc.samples[code]);
          return [code, { entry, completion: completionOf(form, entry), score: scoreOf(form, entry) }];
        }),
      ),
    [doc, form, samples, cups],
  );
}
