/** Guesses as they are being made. Pure. */
import type { BlindBox, Candidate, Guess, GuessForm } from '../../client';

export const confidences = [1, 2, 3, 4, 5] as const;
export const defaultConfidence = 3;

/** `A` for position 1. */
export function labelsOf(totalCount: number): string[] {
  return Array.from({ length: totalCount }, (_, at) => String.fromCharCode(65 + at));
}

export function guessFor(guesses: readonly Guess[], label: string): Guess {
  return guesses.find((guess) => guess.label === label) ?? { label };
}

/** With `change` made to one cup; a value of undefined takes it out. */
export function withGuess(
  guesses: readonly Guess[],
  label: string,
  change: { [K in keyof Guess]?: Guess[K] | undefined },
): Guess[] {
  const merged = { ...guessFor(guesses, label), ...change, label };
  const guess = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined),
  ) as unknown as Guess;
  return [...guesses.filter((one) => one.label !== label), guess].sort((one, other) =>
    one.label < other.label ? -1 : 1,
  );
}

/** Whether a cup has an answer to something that is asked. How sure one is, is none. */
export function isAnswered(guess: Guess, form: GuessForm): boolean {
  return (
    guess.coffeeId !== undefined ||
    form.fields.some((field) => guess[field] !== undefined && guess[field]?.length !== 0)
  );
}

/** What is sent: cups with an answer, each with how sure one is of its coffee. */
export function toSend(guesses: readonly Guess[], form: GuessForm): Guess[] {
  return guesses
    .filter((guess) => isAnswered(guess, form))
    .map((guess) =>
      guess.coffeeId === undefined ? guess : { ...guess, confidence: guess.confidence ?? defaultConfidence },
    );
}

/** Other cups for which the same candidate was taken. It is allowed, and most often a slip. */
export function alsoTakenFor(guesses: readonly Guess[], label: string, candidate: string): string[] {
  return guesses.filter((guess) => guess.coffeeId === candidate && guess.label !== label).map((guess) => guess.label);
}

/** The candidate's name, or the id where there is none of that id. */
export function nameOf(candidates: readonly Candidate[], id: string | undefined): string | undefined {
  return id === undefined ? undefined : (candidates.find((one) => one.id === id)?.name ?? id);
}

export function sameGuesses(one: readonly Guess[], other: readonly Guess[]): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

function inOrder(guesses: readonly Guess[]): Record<string, unknown>[] {
  return guesses
    .map((guess) => Object.fromEntries(Object.entries(guess).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort((a, b) => (String(a.label) < String(b.label) ? -1 : 1));
}

/** Of a box whose results are there: which cups one had right. Null for a cup that one did not answer. */
export function rightIn(box: BlindBox, guesses: readonly Guess[]): Map<string, boolean | null> {
  return new Map(
    box.revealed.map(({ label, coffee }) => {
      const taken = guessFor(guesses, label).coffeeId;
      return [label, taken === undefined ? null : taken === coffee.id];
    }),
  );
}
