import { describe, expect, it } from 'vitest';
import { type BoxDraft, emptyBox, emptyCoffee, problemsOf, toSchedule } from './draft';
import { movesIn } from './moves';

function draft(changes: Partial<BoxDraft> = {}): BoxDraft {
  const coffees = ['Kochere', 'Sidamo'].map((name) => ({ ...emptyCoffee(), name }));
  return { ...emptyBox(), title: 'Five', coffees: [...coffees, emptyCoffee()], ...changes };
}

describe('a box that is put together', () => {
  it('says what is missing', () => {
    expect(problemsOf(emptyBox())).toEqual(['noTitle', 'noCoffee']);
    expect(problemsOf(draft())).toEqual([]);
    expect(problemsOf(draft({ fromList: false }))).toEqual(['nothingAsked']);
    expect(problemsOf(draft({ countdown: '0' }))).toEqual(['badSeconds']);
    expect(problemsOf(draft({ interval: '601' }))).toEqual(['badSeconds']);
    expect(problemsOf(draft({ opensAt: '2026-01-02T10:00', startsAt: '2026-01-02T09:00' }))).toEqual(['badOrder']);
  });

  it('is sent without empty lines, and every coffee of it is a candidate', () => {
    const { items, form } = toSchedule(draft({ others: 'Huehue\n\n Cerrado ' }), 'o');
    expect(items.map(({ coffee }) => coffee.name)).toEqual(['Kochere', 'Sidamo']);
    expect(form?.candidates?.map(({ name }) => name)).toEqual(['Kochere', 'Sidamo', 'Huehue', 'Cerrado']);
    expect(form?.candidates?.slice(0, 2).map(({ id }) => id)).toEqual(items.map(({ coffee }) => coffee.id));
  });

  it('has ids that say nothing of a name or a place', () => {
    const ids = [1, 2].flatMap(() => toSchedule(draft(), 'o').items.map(({ coffee }) => coffee.id));
    expect(new Set(ids).size).toBe(4);
    expect(ids.every((id) => /^c-[0-9a-f]{12}$/.test(id))).toBe(true);
  });
});

describe('a host', () => {
  const at = (state: 'scheduled' | 'guessing' | 'revealing' | 'paused' | 'complete', revealed = 0) =>
    movesIn({ state, totalCount: 5, revealed: Array(revealed).fill(null) } as unknown as Parameters<typeof movesIn>[0]);

  it('is asked before what cannot be taken back', () => {
    expect(at('guessing')).toEqual([
      { move: 'lock', isMain: true, asks: true },
      { move: 'abort', isMain: false, asks: true },
    ]);
    expect(at('revealing', 2).find(({ move }) => move === 'pause')?.asks).toBe(false);
  });

  it('cannot pause after the last cup, nor do anything when it is over', () => {
    expect(at('revealing', 5)).toEqual([]);
    expect(at('complete', 5)).toEqual([]);
  });
});
