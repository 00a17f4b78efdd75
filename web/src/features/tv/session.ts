/** Which session a screen shows, and where that session is. */
import type { ReplayedTastingEvent, SampleView, Step, Tasting, TastingEvents } from '../../client';

/** In the order in which they come. */
export const tableSteps = ['dry', 'pour', 'break', 'skim', 'hot', 'warm', 'cool'] as const satisfies readonly Step[];

export type Stage = 'lobby' | 'table' | 'waiting' | 'reveal';

export function stageOf(step: Step): Stage {
  switch (step) {
    case 'lobby':
      return 'lobby';
    case 'calibration':
    case 'dry':
    case 'pour':
    case 'break':
    case 'skim':
    case 'hot':
    case 'warm':
    case 'cool':
      return 'table';
    case 'lock':
    case 'discussion':
      return 'waiting';
    case 'reveal':
    case 'closed':
      return 'reveal';
  }
}

/** All but the calibration's, which was told before. */
export function blindSamples({ samples }: Tasting): SampleView[] {
  return samples.filter(({ flight }) => flight !== undefined);
}

/** Whoever looks: a screen says what a code was once all may know it, and not before. */
export function allRevealed(session: Tasting): boolean {
  const samples = blindSamples(session);
  return samples.length > 0 && samples.every(({ revealed }) => revealed);
}

/** On the table now: the calibration's sample, or the codes of the flight. */
export function codesNow(session: Tasting): string[] {
  const { step, flight } = session.moment;
  const onTable = session.samples.filter((sample) =>
    step === 'calibration' ? sample.flight === undefined : sample.flight === flight,
  );
  return onTable.map(({ code }) => code);
}

/**
 * The newest that is not closed. But a table that is being cupped or revealed keeps the screen when the host prepares the next one. When all
 * are closed, the newest of those: its podium stays on the wall.
 */
export function chooseSession(sessions: readonly Tasting[]): Tasting | undefined {
  const newestFirst = [...sessions].sort((one, other) => other.createdAtMs - one.createdAtMs);
  const isOpen = ({ moment }: Tasting) => moment.step !== 'closed';
  const isUnderWay = (session: Tasting) => isOpen(session) && session.moment.step !== 'lobby' && !allRevealed(session);
  return newestFirst.find(isUnderWay) ?? newestFirst.find(isOpen) ?? newestFirst[0];
}

/** When water was poured for a flight, from what was told of the session. The last time counts: a host may step back. */
export function pouredAtMs(events: readonly ReplayedTastingEvent[], flight: number): number | undefined {
  for (const { event, data } of events.toReversed()) {
    if (event === 'tasting.moved') {
      const { moment } = data as unknown as TastingEvents['tasting.moved'];
      if (moment.step === 'pour' && moment.flight === flight) {
        return moment.startedAtMs;
      }
    }
  }
  return undefined;
}
