import { describe, expect, it } from 'vitest';
import type { FormField, TastingForm } from '../client';
import { radarsOf, wordsOf } from './fromForm';

const scale = (id: string, min: number, max: number): FormField => ({
  type: 'scale',
  id,
  section: 's',
  label: { ko: `${id}-ko`, en: `${id}-en` },
  min,
  max,
  step: 1,
});

const form: TastingForm = {
  id: 'both',
  version: 1,
  title: { ko: '둘', en: 'Both' },
  cups: 5,
  sections: [{ id: 's', label: { ko: 's', en: 's' } }],
  fields: [
    scale('flavor', 0, 15),
    scale('q-flavor', 1, 9),
    scale('acidity', 0, 15),
    scale('q-acidity', 1, 9),
    scale('sweetness', 0, 15),
    scale('temperature', 0, 100),
    {
      type: 'ticks',
      id: 'notes',
      section: 's',
      label: { ko: '노트', en: 'Notes' },
      max: 5,
      options: [
        { id: 'fruity', label: { ko: '과일향', en: 'Fruity' } },
        { id: 'citrus', label: { ko: '감귤류', en: 'Citrus' }, parent: 'fruity' },
      ],
    },
  ],
};

const mean = (id: string, value: number) => ({ id, mean: value, cuppers: 3 });

describe('radars of a form', () => {
  it('never put two scales together, and leave out those with too few axes', () => {
    const all = ['flavor', 'q-flavor', 'acidity', 'q-acidity', 'sweetness', 'temperature'].map((id) => mean(id, 4));
    const radars = radarsOf(form, all, 'en');
    expect(radars).toHaveLength(1);
    expect(radars[0]).toMatchObject({ min: 0, max: 15 });
    expect(radars[0]?.axes.map(({ id }) => id)).toEqual(['flavor', 'acidity', 'sweetness']);
  });

  it('stand in the order of the form and speak its language', () => {
    const radars = radarsOf(form, [mean('sweetness', 9), mean('acidity', 8), mean('flavor', 7)], 'ko');
    expect(radars[0]?.axes.map(({ label, value }) => [label, value])).toEqual([
      ['flavor-ko', 7],
      ['acidity-ko', 8],
      ['sweetness-ko', 9],
    ]);
  });

  it('have the own values beside the panel, each where it was entered', () => {
    const radars = radarsOf(form, [mean('sweetness', 9), mean('acidity', 8)], 'en', { flavor: 3 });
    expect(radars[0]?.axes[0]).toEqual({ id: 'flavor', label: 'flavor-en', value: undefined, own: 3 });
    expect(radars[0]?.axes[1]).toEqual({ id: 'acidity', label: 'acidity-en', value: 8 });
  });
});

describe('words of a form', () => {
  it('are the options in the reader’s language, with their family', () => {
    expect(wordsOf(form, [{ id: 'citrus', cuppers: 4 }], 'ko')).toEqual([
      { id: 'citrus', cuppers: 4, label: '감귤류', family: 'fruity' },
    ]);
  });

  it('are shown as they are called where the form does not know them', () => {
    expect(wordsOf(form, [{ id: 'umami', cuppers: 1 }], 'en')[0]?.label).toBe('umami');
  });
});
