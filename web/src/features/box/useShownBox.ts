import { useEffect, useMemo, useState } from 'react';
import type { ToldBox } from '../../live/box';
import { useStore } from '../../live/store';
import type { ShownBox } from './shown';
import { type Clock, Timeline } from './timeline';

/** The box as every screen shows it now. */
export function useShownBox(told: ToldBox, clock: Clock): ShownBox {
  // It lives as long as the clock does; what it is told comes by hear.
  const [first] = useState(told);
  const timeline = useMemo(() => new Timeline(first, clock), [first, clock]);
  useEffect(() => timeline.hear(told), [timeline, told]);
  useEffect(() => clock.onChange?.(() => timeline.clockChanged()), [timeline, clock]);
  useEffect(() => () => timeline.rest(), [timeline]);
  return useStore(timeline.shown);
}
