/** Cupping sessions as they are seen, and what happens in them. */
import type { AgreementView, PanelView, TastingProgress } from './tasting-results';

/** The fine name of where a session is. */
export type Step =
  | 'lobby'
  | 'calibration'
  | 'dry'
  | 'pour'
  | 'break'
  | 'skim'
  | 'hot'
  | 'warm'
  | 'cool'
  | 'lock'
  | 'discussion'
  | 'reveal'
  | 'closed';

/** The coarse name. */
export type CoarsePhase = 'fragrance' | 'flavor' | 'aftertaste' | 'discussion';

/** `square`: each cupper walks a row of a Williams square; `table`: a random start and direction. */
export type Ordering = 'square' | 'table';

/** Where a session is. */
export interface Moment {
  /** To be named by who wants to move it. */
  seq: number;
  step: Step;
  /** From 1. */
  flight: number;
  phase: CoarsePhase;
  startedAtMs: number;
  /** Absent for no end, and while paused. */
  dueAtMs?: number;
  /** Whole seconds when the message was made; absent for no end. */
  timeRemaining?: number;
  paused: boolean;
}

/** What a coffee is. Hidden until the reveal from whoever may not see it. */
export interface Identity {
  name: string;
  producer?: string;
  country?: string;
  region?: string;
  variety?: string;
  process?: string;
  lot?: string;
  /** Other properties by name; at most 64. */
  more?: Record<string, string>;
}

export interface SampleView {
  code: string;
  /** From 1; absent for the calibration's. */
  flight?: number;
  revealed: boolean;
  identity?: Identity;
  /** Of the calibration's sample, when that is over. */
  target?: number;
}

/** What is the viewer's own, when they score. */
export interface OwnPart {
  /** The codes in the order in which to taste them. */
  order: string[];
  /** The document's id; absent in the lobby. */
  sheet?: string;
  /** Whether something of it came after the lock and is not admitted. */
  late: boolean;
}

/** A session as one viewer may see it. */
export interface Tasting {
  id: string;
  room: string;
  title: string;
  /** The form's id. */
  form: string;
  version: number;
  cups: number;
  ordering: Ordering;
  /** Whether steps that run by the clock follow each other by themselves. */
  automatic: boolean;
  flights: number;
  createdAtMs: number;
  moment: Moment;
  /** How many. */
  cuppers: number;
  /** In rising order of their codes. */
  samples: SampleView[];
  /** The document of the table's open notes. */
  notes?: string;
  /** The panel's common document, from the lock on. */
  consensus?: string;
  own?: OwnPart;
}

export interface SamplePanel {
  code: string;
  panel: PanelView;
}

/** Part of a room's snapshot. */
export interface OpenTastings {
  sessions: Tasting[];
  /** Of those sessions of which the viewer may see results now; one that would be too much is left out: ask `tasting.results`. */
  panels?: { session: string; samples: SamplePanel[]; agreement: AgreementView }[];
}

export interface RevealedSample {
  code: string;
  identity: Identity;
  panel: PanelView;
}

interface OfSession {
  session: string;
}

/** On `room:{id}`, except where it is said. */
export interface TastingEvents {
  /** As somebody sees it who has no part in it. */
  'tasting.created': { session: Tasting };
  /** The codes of all samples now. */
  'tasting.samples-added': OfSession & { codes: string[] };
  'tasting.cuppers-changed': OfSession & { cuppers: number };
  'tasting.moved': OfSession & { moment: Moment };
  /** The step's time is over, and it waits for the host. */
  'tasting.time-over': OfSession & { seq: number; step: Step };
  'tasting.calibrated': OfSession & { code: string; identity: Identity; target: number };
  /** One sample; `left` are still hidden. */
  'tasting.revealed': OfSession & { sample: RevealedSample; left: number };
  /** Staff: how many sheets have something that came after the lock. */
  'tasting.late-came': OfSession & { sheets: number };
  /** Staff. */
  'tasting.late-admitted': OfSession & { user: string; by: string };
  /** Staff; the whole sheet when `sample` is absent. */
  'tasting.excluded': OfSession & { user: string; sample?: string; label: string; by: string };
  /** Staff. */
  'tasting.included': OfSession & { user: string; sample?: string; by: string };
  /** Staff, ephemeral; of two the greater `revision` is true. */
  'tasting.progress': OfSession & { revision: number } & TastingProgress;
  /** On the cupper's own channel. */
  'tasting.documents-opened': OfSession & { sheet: string; notes?: string; consensus?: string };
}
