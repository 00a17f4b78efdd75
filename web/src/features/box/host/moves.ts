import type { BlindBox } from '../../../client';

export type Move = 'open' | 'lock' | 'start' | 'pause' | 'resume' | 'finish' | 'abort';

export interface OfferedMove {
  move: Move;
  /** What most hosts do next. */
  isMain: boolean;
  /** It cannot be taken back. */
  asks: boolean;
}

/** What a host may do where the box stands; what most do first. docs/blind-box.md has the states. */
export function movesIn({ state, revealed, totalCount }: BlindBox): OfferedMove[] {
  const left = revealed.length < totalCount;
  switch (state) {
    case 'scheduled':
      return [main('open'), other('abort')];
    case 'guessing':
      return [main('lock', true), other('abort')];
    case 'locked':
      return [main('start', true), other('abort')];
    case 'countdown':
      return [other('abort')];
    case 'revealing':
      return left ? [main('pause'), other('finish'), other('abort')] : [];
    case 'paused':
      return [main('resume'), other('finish'), other('abort')];
    case 'complete':
    case 'aborted':
      return [];
  }
}

function main(move: Move, asks = false): OfferedMove {
  return { move, isMain: true, asks };
}

function other(move: Move): OfferedMove {
  return { move, isMain: false, asks: true };
}
