import { useState } from 'react';
import type { Clock } from './timeline';
import { runningSince } from './useClock';

interface BurningArcProps {
  clock: Clock;
  from: number;
  to: number;
  radius: number;
  centre: number;
  className?: string | undefined;
}

/** An arc that burns down between two moments. Give it its end as a key: its times are reckoned once, since a running animation that is changed jumps. */
export function BurningArc({ clock, from, to, radius, centre, className }: BurningArcProps) {
  const [style] = useState(() => runningSince(clock, from, to));
  return <circle cx={centre} cy={centre} r={radius} pathLength={1} className={className} style={style} />;
}
