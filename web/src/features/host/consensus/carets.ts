/** Where others stand in the common sheet, from what their devices say. Pure. */

/** Said again this often, also when nothing moves: who opens the sheet later sees everybody soon. */
export const sayEveryMs = 4_000;
/** A device that has said nothing for so long is not there any more. */
export const staleMs = 10_000;
const nameMax = 60;

export interface Caret {
  device: string;
  user: string;
  name: string;
  /** The code of the coffee whose text it is in. */
  sample: string;
  /** Automerge's own cursors: they stay with their characters while others type. */
  from: string;
  to: string;
  heardAtMs: number;
}

export interface CaretMessage {
  kind: 'caret';
  user: string;
  name: string;
  /** Null: in no text. */
  sample: string | null;
  from: string;
  to: string;
}

/** After something that was said by a device. What is no caret changes nothing. */
export function afterCaret(carets: readonly Caret[], said: unknown, device: string, nowMs: number): readonly Caret[] {
  if (!isCaretMessage(said)) {
    return carets;
  }
  const others = carets.filter((one) => one.device !== device);
  const { user, name, sample, from, to } = said;
  return sample === null
    ? others
    : [...others, { device, user, name: name.slice(0, nameMax), sample, from, to, heardAtMs: nowMs }];
}

/** Those that are still there; the very same list when all are. */
export function stillThere(carets: readonly Caret[], nowMs: number): readonly Caret[] {
  const there = carets.filter(({ heardAtMs }) => nowMs - heardAtMs < staleMs);
  return there.length === carets.length ? carets : there;
}

function isCaretMessage(said: unknown): said is CaretMessage {
  const one = said as Partial<CaretMessage> | null;
  return (
    typeof one === 'object' &&
    one !== null &&
    one.kind === 'caret' &&
    typeof one.user === 'string' &&
    typeof one.name === 'string' &&
    (one.sample === null || typeof one.sample === 'string') &&
    typeof one.from === 'string' &&
    typeof one.to === 'string'
  );
}

/** A caret at its place in a text. */
export interface Placed {
  key: string;
  user: string;
  name: string;
  from: number;
  to: number;
}

export type Piece = { text: string; marked: Placed | null; at: number } | { caret: Placed; at: number };

/** A text cut where carets stand and selections begin and end, in order. A caret stands at the end of its selection. */
export function piecesOf(text: string, placed: readonly Placed[]): readonly Piece[] {
  const within = placed.map((one) => ({ ...one, from: clamp(one.from, text), to: clamp(one.to, text) }));
  const cuts = [...new Set([0, text.length, ...within.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (const [index, cut] of cuts.entries()) {
    pieces.push(...within.filter(({ to }) => to === cut).map((caret): Piece => ({ caret, at: cut })));
    const end = cuts[index + 1];
    if (end !== undefined) {
      const marked = within.find(({ from, to }) => Math.min(from, to) <= cut && end <= Math.max(from, to)) ?? null;
      pieces.push({ text: text.slice(cut, end), marked, at: cut });
    }
  }
  return pieces;
}

function clamp(place: number, text: string): number {
  return Math.max(0, Math.min(text.length, place));
}
