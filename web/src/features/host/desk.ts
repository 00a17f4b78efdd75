/** Which part of the desk is in sight. Pure. */
import type { Step } from '../../client';

export const parts = ['table', 'completion', 'scores', 'consensus', 'reveal', 'room', 'export'] as const;
export type Part = (typeof parts)[number];

/** The stretches of a session in which a host looks at one thing. */
export type Stretch = 'before' | 'tasting' | 'discussion' | 'reveal' | 'after';

export function stretchOf(step: Step): Stretch {
  switch (step) {
    case 'lobby':
      return 'before';
    case 'calibration':
    case 'dry':
    case 'pour':
    case 'break':
    case 'skim':
    case 'hot':
    case 'warm':
    case 'cool':
      return 'tasting';
    case 'lock':
    case 'discussion':
      return 'discussion';
    case 'reveal':
      return 'reveal';
    case 'closed':
      return 'after';
  }
}

const usual: Record<Stretch, Part> = {
  before: 'table',
  tasting: 'completion',
  discussion: 'consensus',
  reveal: 'reveal',
  after: 'reveal',
};

/** What was chosen holds as long as the session is in the same stretch; then the desk shows what comes first there. */
export function partInSight(step: Step, chosen: { stretch: Stretch; part: Part } | null): Part {
  const stretch = stretchOf(step);
  return chosen?.stretch === stretch ? chosen.part : usual[stretch];
}
