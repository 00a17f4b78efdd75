import { describe, expect, it, test } from 'vitest';
import type { ScaleField, TicksField } from '../../../client';
import { readEntry } from './entry';
import { stationsNow, stationsOf } from './form';
import { formOf, sample } from './forms.fixture';
import { firstOf, neighbour, placesOf } from './order';
import { movedCaret, rebase } from './rebase';
import { bandOf, controlOf, shown, startOf, stepped, typed, valuesOf } from './scale';
import { groupsOf, mayPress, remainingOf } from './ticks';

function scale(form: string, id: string): ScaleField {
  const field = formOf(form).fields.find((one) => one.id === id && one.type === 'scale');
  if (field?.type !== 'scale') {
    throw new Error(`${form} has no scale ${id}`);
  }
  return field;
}

function ticks(form: string, id: string): TicksField {
  const field = formOf(form).fields.find((one) => one.id === id);
  if (field?.type !== 'ticks') {
    throw new Error(`${form} has no ticks ${id}`);
  }
  return field;
}

describe('stations', () => {
  test.each([
    [
      'cva-affective',
      ['fragrance', 'aroma', 'flavor', 'aftertaste', 'acidity', 'sweetness', 'mouthfeel', 'overall', 'cups', 'notes'],
    ],
    [
      'sca-2004',
      ['fragrance-aroma', 'flavor', 'aftertaste', 'acidity', 'body', 'balance', 'overall', 'cups', 'defects', 'notes'],
    ],
    ['cva-descriptive', ['fragrance', 'aroma', 'flavor', 'aftertaste', 'acidity', 'sweetness', 'mouthfeel', 'remarks']],
    ['cva-physical', ['green', 'defects', 'remarks']],
    ['cva-extrinsic', ['origin', 'process', 'trade', 'remarks']],
  ])('of %s are %j', (form, ids) => {
    expect(stationsOf(formOf(form)).map(({ id }) => id)).toEqual(ids);
  });

  it('hold every field once', () => {
    for (const id of ['cva-affective', 'sca-2004', 'cva-descriptive', 'cva-physical', 'cva-extrinsic', 'coe']) {
      const form = formOf(id);
      const ids = stationsOf(form).flatMap(({ fields }) => fields.map((field) => field.id));
      expect(ids.toSorted()).toEqual(form.fields.map((field) => field.id).toSorted());
    }
  });

  it('report defects where the defective cups are marked, or on their own', () => {
    const withDefects = (form: string) =>
      stationsOf(formOf(form))
        .filter(({ defects }) => defects)
        .map(({ id }) => id);
    expect(withDefects('cva-affective')).toEqual(['cups']);
    expect(withDefects('coe')).toEqual(['defects']);
    expect(withDefects('cva-descriptive')).toEqual([]);
  });

  it('have their time by the phase of their fields', () => {
    const stations = stationsOf(formOf('cva-affective'));
    expect(stationsNow(stations, 'hot').map(({ id }) => id)).toEqual(['flavor', 'aftertaste']);
    expect(stationsNow(stations, 'skim').map(({ id }) => id)).toEqual(['aroma']);
    expect(stationsNow(stations, 'lobby')).toEqual([]);
  });
});

describe('scales', () => {
  test.each([
    ['cva-affective', 'flavor', 'blocks'],
    ['cva-descriptive', 'flavor', 'blocks'],
    ['sca-2004', 'flavor', 'stepper'],
    ['coe', 'flavor', 'stepper'],
    ['cva-physical', 'moisture', 'number'],
    ['cva-extrinsic', 'altitude', 'number'],
  ])('of %s, %s, are entered by %s', (form, field, control) => {
    expect(controlOf(scale(form, field))).toBe(control);
  });

  it('have a block for each value', () => {
    expect(valuesOf(scale('cva-affective', 'flavor'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(valuesOf(scale('cva-descriptive', 'flavor'))).toHaveLength(16);
  });

  it('begin in the middle band, or in the middle, whichever way one presses first', () => {
    const sca = scale('sca-2004', 'flavor');
    expect([startOf(sca), stepped(sca, undefined, 1), stepped(sca, undefined, -1)]).toEqual([7, 7, 7]);
    expect(startOf(scale('coe', 'flavor'))).toBe(4);
  });

  it('go by their own steps and stop at their ends', () => {
    const sca = scale('sca-2004', 'flavor');
    expect([stepped(sca, 7, 1), stepped(sca, 7.25, -1), stepped(sca, 10, 1), stepped(sca, 6, -1)]).toEqual([
      7.25, 7, 10, 6,
    ]);
    expect([shown(sca, 7), shown(scale('cva-affective', 'flavor'), 7)]).toEqual(['7.00', '7']);
  });

  it('are typed with a point or a comma, and only what is on them is taken', () => {
    const moisture = scale('cva-physical', 'moisture');
    expect([
      typed(moisture, '11.2'),
      typed(moisture, '11,2'),
      typed(moisture, '11.25'),
      typed(moisture, '31'),
      typed(moisture, ''),
    ]).toEqual([11.2, 11.2, undefined, undefined, undefined]);
  });

  it('say the band of a value', () => {
    expect(bandOf(scale('sca-2004', 'flavor'), 7.75)?.label.en).toBe('Very Good');
    expect(bandOf(scale('sca-2004', 'flavor'), undefined)).toBeUndefined();
  });
});

describe('ticks', () => {
  const field = ticks('cva-descriptive', 'flavor-aftertaste-notes');

  it('stand below their parents', () => {
    const groups = groupsOf(field);
    expect(groups).toHaveLength(9);
    expect(groups.find(({ parent }) => parent.id === 'fruity')?.children.map(({ id }) => id)).toEqual([
      'berry',
      'dried-fruit',
      'citrus',
    ]);
  });

  it('count a ticked parent, and are closed at the cap but for those that are ticked', () => {
    const five = ['fruity', 'berry', 'citrus', 'floral', 'sweet'];
    expect(remainingOf(field, five)).toBe(0);
    expect(mayPress(field, five, 'vanilla')).toBe(false);
    expect(mayPress(field, five, 'fruity')).toBe(true);
    expect(mayPress(field, five.slice(1), 'vanilla')).toBe(true);
  });

  it('are one tick when two devices made the same, and too many when they made different ones', () => {
    const form = formOf('cva-descriptive');
    const twice = readEntry(form, 5, sample({ ticks: { [field.id]: ['berry', 'berry'] } }));
    expect(twice.ticks.get(field.id)).toEqual(['berry']);
    const both = ['floral', 'berry', 'citrus', 'nutty', 'cocoa', 'spice'];
    expect(remainingOf(field, both)).toBe(-1);
    const entry = readEntry(form, 5, sample({ ticks: { [field.id]: both } }));
    expect([entry.wrong.has(field.id), entry.ticks.get(field.id)]).toEqual([true, both]);
  });
});

describe('order', () => {
  const view = (code: string, flight?: number) => ({
    code,
    revealed: false,
    ...(flight === undefined ? {} : { flight }),
  });
  const samples = [view('088', 1), view('302'), view('417', 1), view('512', 2), view('903', 1)];
  const own = { order: ['302', '417', '903', '088', '512'], late: false };
  const moment = { seq: 1, step: 'hot', flight: 1, phase: 'flavor', startedAtMs: 0, paused: false } as const;

  it('is the own one, each with its place in its flight', () => {
    const places = placesOf({ samples, own });
    expect(places.map(({ code, position, of, flight }) => [code, position, of, flight])).toEqual([
      ['302', 1, 1, undefined],
      ['417', 1, 3, 1],
      ['903', 2, 3, 1],
      ['088', 3, 3, 1],
      ['512', 1, 1, 2],
    ]);
  });

  it('begins with the flight that is on the table', () => {
    const places = placesOf({ samples, own });
    expect(firstOf(places, moment)?.code).toBe('417');
    expect(firstOf(places, { ...moment, flight: 2 })?.code).toBe('512');
    expect(firstOf(places, { ...moment, step: 'calibration' })?.code).toBe('302');
  });

  it('ends at its ends, and shows a sample that the order does not have yet', () => {
    const places = placesOf({ samples, own: { order: ['417'], late: false } });
    expect(places).toHaveLength(5);
    expect(neighbour(places, '417', -1)).toBeUndefined();
    expect(neighbour(placesOf({ samples, own }), '512', 1)).toBeUndefined();
  });
});

describe('text that others change meanwhile', () => {
  test.each([
    ['', 'peach', '', 'peach'],
    ['peach', 'peach, plum', 'ripe peach', 'ripe peach, plum'],
    ['peach', 'ripe peach', 'peach, plum', 'ripe peach, plum'],
    ['peach plum', 'peach', 'peach plum, lime', 'peach, lime'],
    ['자두', '자두 향', '잘 익은 자두', '잘 익은 자두 향'],
    ['a', 'a', 'b', 'b'],
  ])('base %j, mine %j, theirs %j: %j', (base, mine, theirs, both) => {
    expect(rebase(base, mine, theirs)).toBe(both);
  });

  it('moves the caret with its character', () => {
    expect(movedCaret(5, 'peach', 'ripe peach')).toBe(10);
    expect(movedCaret(2, 'peach', 'peach, plum')).toBe(2);
  });
});
