import { expect, test } from 'vitest';
import {
  emptySample,
  flightChoices,
  fromIdentity,
  isBlank,
  moved,
  problemsOf,
  refusedField,
  type SampleDraft,
  type SessionDraft,
  toCommand,
} from './draft';

const sample = (name: string, more: Partial<SampleDraft> = {}): SampleDraft => ({ ...emptySample(), name, ...more });

function draft(samples: SampleDraft[], more: Partial<SessionDraft> = {}): SessionDraft {
  return {
    title: 'Spring lots',
    form: 'cva-affective',
    version: 1,
    cups: '5',
    ordering: 'square',
    automatic: true,
    samples,
    ...more,
  };
}

const found = (of: SessionDraft) => problemsOf(of).map(({ field, word }) => `${field}: ${word}`);

test('a draft without samples can be sent: they may come in the lobby', () => {
  expect(problemsOf(draft([]))).toEqual([]);
});

test('each mistake is told at its field', () => {
  const nameless = sample('', { country: 'Kenya' });
  const known = sample('House', { place: 'calibration', target: '101' });
  expect(found(draft([nameless, known], { title: ' ', cups: '13' }))).toEqual([
    'title: required',
    'cups: range',
    `samples.${nameless.key}.name: required`,
    `samples.${known.key}.target: range`,
  ]);
});

test('a flight without a coffee is named', () => {
  expect(problemsOf(draft([sample('A', { place: 1 }), sample('B', { place: 3 })]))).toEqual([
    { field: 'samples', word: 'emptyFlight', values: { flight: 2 } },
  ]);
});

test('one coffee calibrates, and there is another to taste', () => {
  const first = sample('A', { place: 'calibration', target: '84' });
  const second = sample('B', { place: 'calibration', target: '85' });
  expect(found(draft([first, second]))).toEqual([
    `samples.${second.key}.place: oneCalibration`,
    'samples: onlyCalibration',
  ]);
});

test('what is sent has no blanks, no blank rows, and a target instead of a flight', () => {
  const rows = [
    sample('  Geisha ', { country: 'Panama', place: 2 }),
    emptySample(),
    sample('House', { place: 'calibration', target: '84,25' }),
  ];
  expect(toCommand('table-7', draft(rows)).samples).toEqual([
    { identity: { name: 'Geisha', country: 'Panama' }, flight: 2 },
    { identity: { name: 'House' }, target: 84.25 },
  ]);
});

test('a row of a file keeps its other columns', () => {
  const row = fromIdentity({ name: 'L0001', country: 'Colombia', more: { aroma: '8.58' } }, 1);
  expect(row).toMatchObject({ name: 'L0001', country: 'Colombia', producer: '', place: 1 });
  expect(toCommand('r', draft([row])).samples[0]?.identity.more).toEqual({ aroma: '8.58' });
});

test('a refusal is told where it was entered, also behind blank rows', () => {
  const rows = [emptySample(), sample('A'), sample('B')];
  const all = draft(rows);
  expect(refusedField('samples[1].identity.name', all)).toBe(`samples.${rows[2]?.key}.name`);
  expect(refusedField('data.samples[0].flight', all)).toBe(`samples.${rows[1]?.key}.place`);
  expect(refusedField('samples[0].identity.altitude', all)).toBe(`samples.${rows[1]?.key}.name`);
  expect(refusedField('samples[7].target', all)).toBe('samples');
  expect(refusedField('version', all)).toBe('form');
});

test('rows move within the table only', () => {
  const [a, b, c] = [sample('A'), sample('B'), sample('C')];
  expect(moved([a, b, c], 2, 0).map(({ name }) => name)).toEqual(['C', 'A', 'B']);
  expect(moved([a, b, c], 0, -1)).toEqual([a, b, c]);
  expect(isBlank(emptySample())).toBe(true);
  expect(flightChoices([sample('A', { place: 3 })])).toBe(4);
});
