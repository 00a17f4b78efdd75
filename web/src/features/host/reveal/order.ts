/** In which order the coffees are revealed. Pure. */
import type { PanelView, SampleView } from '../../../client';
import { calibrates } from '../conduct/steps';

export const orders = ['rising', 'falling', 'code'] as const;
export type Order = (typeof orders)[number];

type Sample = Pick<SampleView, 'code' | 'revealed' | 'flight'>;

/**
 * The coffees that a reveal is about. `rising` goes from the lowest mean to the highest, so that the best comes last; what has
 * no mean comes first in it and last in `falling`. Equal ones stand by their codes.
 */
export function revealOrder<S extends Sample>(
  samples: readonly S[],
  panels: Readonly<Record<string, PanelView>>,
  order: Order,
): readonly S[] {
  const byCode = samples
    .filter((sample) => !calibrates(sample))
    .toSorted((one, other) => one.code.localeCompare(other.code));
  if (order === 'code') {
    return byCode;
  }
  const mean = ({ code }: S) => panels[code]?.mean ?? Number.NEGATIVE_INFINITY;
  const sign = order === 'rising' ? 1 : -1;
  return byCode.toSorted((one, other) => {
    const [a, b] = [mean(one), mean(other)];
    return a === b ? 0 : sign * (a < b ? -1 : 1);
  });
}

/** The next one to be revealed. */
export function nextHidden<S extends Sample>(ordered: readonly S[]): S | undefined {
  return ordered.find(({ revealed }) => !revealed);
}
