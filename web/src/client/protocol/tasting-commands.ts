/** What may be asked of cupping sessions. */
import type { JsonValue, Nothing } from './envelope';
import type { TastingForm } from './forms';
import type { Mark, MarkField, SheetContent } from './sheets';
import type { OwnScore, Ranked, TastingProgress, TastingResults } from './tasting-results';
import type { Identity, Moment, Ordering, RevealedSample, Step, Tasting } from './tastings';

export interface NewSample {
  identity: Identity;
  /** From 1; the first when absent. */
  flight?: number;
  /** The known total of a coffee for the calibration; it is of no flight. */
  target?: number;
  /** The partner whose lot it is. */
  owner?: string;
}

export interface CodeEntry {
  code: string;
  /** On the table, from 1. */
  place: number;
  flight?: number;
  identity: Identity;
  target?: number;
}

/** `change` is absent when the sheet held it already; `late`: it came after the lock. */
export interface Marked {
  sample: string;
  field: string;
  late: boolean;
  change?: string;
}

export interface OwnSheet {
  session: string;
  frozen: boolean;
  late: boolean;
  content: SheetContent;
  scores: OwnScore[];
  /** How far one's own total of the calibration's sample was off, when that is over. */
  calibration?: number;
}

/** `offsetMs` after the session was made. */
export interface ReplayedTastingEvent {
  number: number;
  offsetMs: number;
  event: string;
  data: JsonValue;
}

interface OfSession {
  session: string;
}

interface OfMoment extends OfSession {
  /** The moment that the asker has seen; an older one is refused as `conflict`. */
  seq: number;
}

export interface TastingCommands {
  'tasting.create': {
    data: {
      room: string;
      title: string;
      form: string;
      version?: number;
      cups?: number;
      ordering?: Ordering;
      automatic?: boolean;
      seconds?: Partial<Record<Step, number>>;
      samples?: NewSample[];
      id?: string;
    };
    ack: { session: Tasting };
  };
  'tasting.list': { data: { room: string }; ack: { sessions: Tasting[] } };
  'tasting.get': { data: OfSession; ack: { session: Tasting } };
  'tasting.add-samples': { data: OfSession & { samples: NewSample[] }; ack: { session: Tasting } };
  /** Who has read it never scores in this session. */
  'tasting.code-map': { data: OfSession; ack: { samples: CodeEntry[] } };
  'tasting.enter': { data: OfSession; ack: { session: Tasting } };
  'tasting.move': { data: OfMoment & { move: 'next' | 'skip' | 'back' }; ack: { moment: Moment } };
  /** -600 to 600 seconds. */
  'tasting.adjust': { data: OfMoment & { seconds: number }; ack: { moment: Moment } };
  'tasting.pause': { data: OfMoment; ack: { moment: Moment } };
  'tasting.resume': { data: OfMoment; ack: { moment: Moment } };
  'tasting.mark': { data: OfSession & { sample: string } & Mark; ack: Marked };
  'tasting.erase': { data: OfSession & { sample: string; field: MarkField }; ack: Marked };
  /** One's own. */
  'tasting.sheet': { data: OfSession; ack: OwnSheet };
  'tasting.progress': { data: OfSession; ack: TastingProgress };
  'tasting.results': { data: OfSession; ack: TastingResults };
  /** All that are hidden when `sample` is absent. */
  'tasting.reveal': { data: OfMoment & { sample?: string }; ack: { moment: Moment; samples: RevealedSample[] } };
  'tasting.exclude': { data: OfSession & { user: string; sample?: string; label: string }; ack: Nothing };
  'tasting.include': { data: OfSession & { user: string; sample?: string }; ack: Nothing };
  /** User ids whose sheets have something that came after the lock. */
  'tasting.late': { data: OfSession; ack: { sheets: string[] } };
  'tasting.admit-late': { data: OfSession & { user: string }; ack: Nothing };
  /** Of a session or of a room over its sessions; `around`: the asker and five before and behind. */
  'tasting.ranking': {
    data: ({ session: string } | { room: string }) & {
      of: 'samples' | 'cuppers';
      from?: number;
      limit?: number;
      around?: boolean;
    };
    ack: { size: number; ranked: Ranked[] };
  };
  'tasting.forms': { data: Nothing; ack: { forms: { form: string; version: number }[] } };
  'tasting.form': {
    data: { form: string; version?: number };
    ack: { form: string; version: number; definition: TastingForm };
  };
  'tasting.add-form': { data: { form: TastingForm }; ack: { form: string; version: number } };
  'tasting.replay': {
    data: OfSession & { after?: number; limit?: number };
    ack: { events: ReplayedTastingEvent[]; next?: number };
  };
}
