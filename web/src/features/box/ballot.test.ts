import { describe, expect, it } from 'vitest';
import type { BlindBox, Guess, GuessForm } from '../../client';
import { alsoTakenFor, isAnswered, labelsOf, rightIn, sameGuesses, toSend, withGuess } from './ballot';

const form: GuessForm = { candidates: [{ id: 'c-1', name: 'Kochere' }], fields: ['country', 'notes'] };

describe('guesses', () => {
  it('have a label a cup', () => {
    expect(labelsOf(3)).toEqual(['A', 'B', 'C']);
    expect(labelsOf(26).at(-1)).toBe('Z');
  });

  it('change one cup at a time, and stay in order', () => {
    const one = withGuess([], 'B', { coffeeId: 'c-1' });
    const two = withGuess(one, 'A', { country: 'Kenya' });
    expect(two).toEqual([
      { label: 'A', country: 'Kenya' },
      { label: 'B', coffeeId: 'c-1' },
    ]);
    expect(withGuess(two, 'B', { coffeeId: undefined })).toEqual([{ label: 'A', country: 'Kenya' }, { label: 'B' }]);
  });

  it('count as an answer when something is said that was asked', () => {
    expect(isAnswered({ label: 'A' }, form)).toBe(false);
    expect(isAnswered({ label: 'A', confidence: 4 }, form)).toBe(false);
    expect(isAnswered({ label: 'A', notes: [] }, form)).toBe(false);
    expect(isAnswered({ label: 'A', variety: 'Gesha' }, form)).toBe(false);
    expect(isAnswered({ label: 'A', country: 'Kenya' }, form)).toBe(true);
    expect(isAnswered({ label: 'A', coffeeId: 'c-1' }, form)).toBe(true);
  });

  it('are sent without empty cups, each with how sure one is of its coffee', () => {
    const guesses: Guess[] = [{ label: 'A', coffeeId: 'c-1' }, { label: 'B' }, { label: 'C', country: 'Kenya' }];
    expect(toSend(guesses, form)).toEqual([
      { label: 'A', coffeeId: 'c-1', confidence: 3 },
      { label: 'C', country: 'Kenya' },
    ]);
  });

  it('may take one coffee for two cups, and say so', () => {
    const guesses: Guess[] = [
      { label: 'A', coffeeId: 'c-1' },
      { label: 'C', coffeeId: 'c-1' },
    ];
    expect(alsoTakenFor(guesses, 'B', 'c-1')).toEqual(['A', 'C']);
    expect(alsoTakenFor(guesses, 'A', 'c-1')).toEqual(['C']);
  });

  it('are the same whatever order they are in', () => {
    expect(
      sameGuesses([{ label: 'A', coffeeId: 'x', confidence: 3 }], [{ confidence: 3, coffeeId: 'x', label: 'A' }]),
    ).toBe(true);
    expect(sameGuesses([{ label: 'A', coffeeId: 'x' }], [{ label: 'A', coffeeId: 'y' }])).toBe(false);
  });

  it('are right or wrong by the ids of what was opened', () => {
    const opened = (label: string, id: string) => ({
      position: 1,
      label,
      coffee: { id, name: id },
      commitment: '',
      salt: '',
      canonical: '',
    });
    const box = { revealed: [opened('A', 'c-1'), opened('B', 'c-2'), opened('C', 'c-3')] } as unknown as BlindBox;
    const right = rightIn(box, [
      { label: 'A', coffeeId: 'c-1' },
      { label: 'B', coffeeId: 'c-1' },
    ]);
    expect([...right]).toEqual([
      ['A', true],
      ['B', false],
      ['C', null],
    ]);
  });
});
