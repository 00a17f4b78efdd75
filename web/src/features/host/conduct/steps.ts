/** The steps of a session as its host goes through them. The server decides; this says beforehand what it will say. Pure. */
import type { Moment, SampleView, Step, Tasting } from '../../../client';

export interface Place {
  step: Step;
  /** From 1; of the steps that are gone through once a flight. */
  flight?: number;
}

export type Move = 'next' | 'skip' | 'back';

const ofFlight: readonly Step[] = ['dry', 'pour', 'break', 'skim', 'hot', 'warm', 'cool'];
const locked: readonly Step[] = ['lock', 'discussion', 'reveal', 'closed'];

type Session = Pick<Tasting, 'flights' | 'samples'>;

/** A sample of no flight calibrates. */
export function calibrates(sample: Pick<SampleView, 'flight'>): boolean {
  return sample.flight === undefined;
}

/** All steps, in their order. */
export function railOf({ flights, samples }: Session): readonly Place[] {
  const tasted = Array.from({ length: Math.max(1, flights) }, (_, index) =>
    ofFlight.map((step): Place => ({ step, flight: index + 1 })),
  );
  return [
    { step: 'lobby' },
    ...(samples.some(calibrates) ? [{ step: 'calibration' } as const] : []),
    ...tasted.flat(),
    ...locked.map((step): Place => ({ step })),
  ];
}

export function isLocked(step: Step): boolean {
  return locked.includes(step);
}

/** Where in the rail a moment is. */
export function indexOf(rail: readonly Place[], { step, flight }: Pick<Moment, 'step' | 'flight'>): number {
  return rail.findIndex((place) => place.step === step && (place.flight === undefined || place.flight === flight));
}

/** Where a move leads; null where the server would refuse it. */
export function target(session: Session & Pick<Tasting, 'moment'>, move: Move): Place | null {
  const rail = railOf(session);
  const now = indexOf(rail, session.moment);
  const place = rail[now];
  if (!place) {
    return null;
  }
  switch (move) {
    case 'next':
      return rail[now + 1] ?? null;
    case 'skip': {
      const left = rail[now + 1];
      return left && !isLocked(left.step) ? (rail[now + 2] ?? null) : null;
    }
    case 'back': {
      const stays = isLocked(place.step) || place.step === 'lobby' || place.step === 'calibration';
      const isFirst = place.step === 'dry' && place.flight === 1;
      return stays || isFirst ? null : (rail[now - 1] ?? null);
    }
  }
}

/** Why the next step cannot begin yet. */
export function obstacle({
  moment,
  samples,
}: Pick<Tasting, 'moment' | 'samples'>): 'no-samples' | 'only-calibration' | null {
  if (moment.step !== 'lobby') {
    return null;
  }
  if (samples.length === 0) {
    return 'no-samples';
  }
  return samples.every(calibrates) ? 'only-calibration' : null;
}

/** What is left of the step; below zero when it is over. Undefined for a step without an end. */
export function remainingMs({ paused, dueAtMs, timeRemaining }: Moment, nowMs: number): number | undefined {
  if (paused) {
    return timeRemaining === undefined ? undefined : timeRemaining * 1_000;
  }
  return dueAtMs === undefined ? undefined : dueAtMs - nowMs;
}

/** `4:05`; what is over time as `+0:12`. Whole seconds that have begun count. */
export function clockText(ms: number): string {
  const over = ms < 0;
  const seconds = over ? Math.floor(-ms / 1_000) : Math.ceil(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  return `${over && seconds > 0 ? '+' : ''}${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}
