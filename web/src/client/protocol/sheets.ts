/** What the documents of a session hold. They are edited at `/sync`; `tasting.mark` makes the same changes for clients without Automerge. */

/**
 * A report of a defect. `type` may be absent where the form knows one kind only, or has not been chosen yet where defects are counted by cup;
 * `intensity` is there where the form asks for one; `cups` is a number, or true or false for each cup.
 */
export interface DefectReport {
  type?: string;
  intensity?: number;
  cups?: number | boolean[];
}

/** A cupper's part about one sample. What is not filled in is absent: unset is not zero. */
export interface SheetSample {
  scores: Record<string, number>;
  cups: Record<string, boolean[]>;
  defects: DefectReport[];
  /** Ids of options. */
  ticks: Record<string, string[]>;
  notes: Record<string, string>;
  done: boolean;
}

interface DocumentHead {
  form: { id: string; version: number };
  session: string;
}

/** A cupper's own sheet; samples by code. */
export interface SheetContent extends DocumentHead {
  cupper: string;
  samples: Record<string, SheetSample>;
}

/** The table's open notes. */
export interface TableNotesContent extends DocumentHead {
  text: string;
  samples: Record<string, { notes: string; descriptors: Record<string, boolean> }>;
}

/** The panel's common sheet, from the lock on. */
export interface ConsensusContent extends DocumentHead {
  samples: Record<string, { text: string; descriptors: Record<string, boolean> }>;
}

/** A field of a sample's part of a sheet. */
export type MarkField =
  | `scores.${string}`
  | `cups.${string}`
  | `ticks.${string}`
  | `notes.${string}`
  | 'defects'
  | 'done';

/** A field with what it may hold. */
export type Mark =
  | { field: `scores.${string}`; value: number }
  | { field: `cups.${string}`; value: boolean[] }
  | { field: `ticks.${string}`; value: string[] }
  | { field: `notes.${string}`; value: string }
  | { field: 'defects'; value: DefectReport[] }
  | { field: 'done'; value: boolean };
