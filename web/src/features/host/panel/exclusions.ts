/** What the host may still decide about scores, as the server decides it. Pure. */
import type { ExclusionView, Tasting } from '../../../client';
import { calibrates, isLocked } from '../conduct/steps';

export const labelMax = 200;

type Session = Pick<Tasting, 'samples' | 'moment'>;

/** A sheet or one sample of it. */
export interface Matter {
  user: string;
  sample?: string;
}

/** Why it cannot be decided any more; null when it can. Once a sample is revealed its result stands. */
export function decided(
  { samples }: Pick<Session, 'samples'>,
  { sample }: Matter,
): 'sample-revealed' | 'reveal-begun' | null {
  if (sample !== undefined) {
    return samples.find(({ code }) => code === sample)?.revealed ? 'sample-revealed' : null;
  }
  return samples.some((one) => one.revealed && !calibrates(one)) ? 'reveal-begun' : null;
}

/** What comes late is admitted between the lock and the reveal. */
export function mayAdmit({ moment }: Pick<Session, 'moment'>): boolean {
  return moment.step === 'lock' || moment.step === 'discussion';
}

/** How much of the sheets can still be changed. */
export function openness({ moment }: Pick<Session, 'moment'>): 'open' | 'late-only' | 'closed' {
  if (!isLocked(moment.step)) {
    return 'open';
  }
  return mayAdmit({ moment }) ? 'late-only' : 'closed';
}

/** What excludes a cupper's score of a sample: its own exclusion, or the sheet's. */
export function exclusionOf(
  exclusions: readonly ExclusionView[] | undefined,
  { user, sample }: Matter,
): ExclusionView | undefined {
  const theirs = (exclusions ?? []).filter((one) => one.user === user);
  return (
    theirs.find((one) => one.sample !== undefined && one.sample === sample) ??
    theirs.find((one) => one.sample === undefined)
  );
}

export function labelProblem(label: string): 'required' | 'tooLong' | null {
  const length = label.trim().length;
  return length === 0 ? 'required' : length > labelMax ? 'tooLong' : null;
}
