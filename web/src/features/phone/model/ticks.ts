/** Boxes to tick, of which only so many may be: a ticked parent counts as well. */
import type { Named, TicksField } from '../../../client';

export interface TickGroup {
  /** The box that the others are kinds of; on its own when there are none. */
  parent: Named;
  children: Named[];
}

/** Parents with their kinds, in the form's order. A kind whose parent is a kind itself stands with the topmost. */
export function groupsOf(field: TicksField): TickGroup[] {
  const top = (id: string): string => {
    const parent = field.options.find((option) => option.id === id)?.parent;
    return parent && parent !== id ? top(parent) : id;
  };
  return field.options
    .filter((option) => !option.parent)
    .map((parent) => ({
      parent,
      children: field.options.filter((option) => option.parent && top(option.id) === parent.id),
    }));
}

/** Below zero when two devices together ticked too many. */
export function remainingOf(field: TicksField, ticked: readonly string[]): number {
  return field.max - ticked.length;
}

/** Whether this box may be pressed now: one that is ticked always may, to take it away. */
export function mayPress(field: TicksField, ticked: readonly string[], option: string): boolean {
  return ticked.includes(option) || remainingOf(field, ticked) > 0;
}
