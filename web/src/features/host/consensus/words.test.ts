import { expect, test } from 'vitest';
import type { TastingForm } from '../../../client';
import { groupsOf } from './words';

const label = (en: string) => ({ en, ko: en });
const word = (id: string) => ({ id, label: label(id) });
const ticks = (id: string, ...options: string[]) => ({
  id,
  type: 'ticks' as const,
  section: 's',
  label: label(id),
  max: 5,
  options: options.map(word),
});
const form: TastingForm = {
  id: 'f',
  version: 1,
  title: label('f'),
  cups: 5,
  sections: [],
  fields: [
    ticks('aroma', 'floral', 'sour'),
    ticks('tastes', 'salty', 'sour-taste', 'floral'),
    ticks('flavor', 'floral', 'sour'),
  ],
};

test('words that several fields offer stand once, under the names of these fields', () => {
  expect(groupsOf(form).map(({ labels, words }) => [labels.map(({ en }) => en), words.map(({ id }) => id)])).toEqual([
    [
      ['aroma', 'flavor'],
      ['floral', 'sour'],
    ],
    [['tastes'], ['salty', 'sour-taste']],
  ]);
});

test('a form without boxes has no words', () => {
  expect(groupsOf({ ...form, fields: [] })).toEqual([]);
});
