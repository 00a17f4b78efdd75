/** How a scale is entered on a phone: which control, which steps, and where a first press begins. */
import type { ScaleField } from '../../../client';

/** `blocks`: each value a block of its own. `stepper`: up and down. `number`: typed, for measurements. */
export type ScaleControl = 'blocks' | 'stepper' | 'number';

/** 0 to 15 stand in two rows; more would be too small for a thumb. */
const blocksMax = 16;
/** From one end to the other in at most so many presses, else it is typed. */
const pressesMax = 81;

export function controlOf(field: ScaleField): ScaleControl {
  const count = valuesCount(field);
  if (count <= blocksMax && Number.isInteger(field.step) && Number.isInteger(field.min)) {
    return 'blocks';
  }
  return count <= pressesMax ? 'stepper' : 'number';
}

export function valuesOf(field: ScaleField): number[] {
  return Array.from({ length: valuesCount(field) }, (_, step) => at(field, step));
}

/**
 * Where the first press of a stepper begins, upward or downward alike: at the beginning of the middle band (of an even number the
 * lower one, so 7 of 6 to 10), or in the middle of a scale without bands. It is nothing until it is pressed.
 */
export function startOf(field: ScaleField): number {
  const bands = field.bands ?? [];
  const middle = bands[Math.floor((bands.length - 1) / 2)];
  return middle ? snapped(field, middle.from) : at(field, Math.floor((valuesCount(field) - 1) / 2));
}

/** One or more steps on, within the scale; from nothing, its start. */
export function stepped(field: ScaleField, value: number | undefined, steps: number): number {
  if (value === undefined) {
    return startOf(field);
  }
  const now = Math.round((value - field.min) / field.step);
  return at(field, Math.min(valuesCount(field) - 1, Math.max(0, now + steps)));
}

/** A typed value, or nothing when the scale does not have it. Both decimal signs are understood. */
export function typed(field: ScaleField, text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
  return value >= field.min && value <= field.max && Math.abs(snapped(field, value) - value) < 1e-9 ? value : undefined;
}

/** The band that a value lies in: each begins at its own value. */
export function bandOf(
  field: ScaleField,
  value: number | undefined,
): NonNullable<ScaleField['bands']>[number] | undefined {
  return value === undefined ? undefined : field.bands?.findLast((band) => value >= band.from);
}

/** With as many digits as the scale's steps have: 7.00 on a scale of quarters, 7 on whole ones. */
export function shown(field: ScaleField, value: number): string {
  return value.toFixed(digitsOf(field.step));
}

function digitsOf(step: number): number {
  return (String(step).split('.')[1] ?? '').length;
}

function valuesCount(field: ScaleField): number {
  return Math.round((field.max - field.min) / field.step) + 1;
}

function at(field: ScaleField, step: number): number {
  return Number((field.min + step * field.step).toFixed(3));
}

function snapped(field: ScaleField, value: number): number {
  const inside = Math.min(field.max, Math.max(field.min, value));
  return at(field, Math.round((inside - field.min) / field.step));
}
