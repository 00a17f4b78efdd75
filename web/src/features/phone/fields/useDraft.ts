import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { movedCaret, rebase } from '../model/rebase';

/** Typing is one change when it rests this long; nothing waits longer than the next blur, or the page's end. */
const restMs = 500;

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/**
 * A text that others may change while it is typed. What comes meanwhile is worked in around the caret; while an IME composes a letter
 * nothing is written and nothing is worked in, since that would tear the letter apart.
 */
class Typing {
  base: string;
  draft: string;
  composing = false;
  caret: number | null = null;
  onCommit: (text: string) => void = () => {};
  readonly #element: RefObject<TextElement | null>;
  readonly #show: (text: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(value: string, element: RefObject<TextElement | null>, show: (text: string) => void) {
    this.base = value;
    this.draft = value;
    this.#element = element;
    this.#show = show;
  }

  /** What the document has now. */
  takeIn(theirs: string): void {
    if (this.composing) {
      return;
    }
    const mine = this.draft;
    const merged = rebase(this.base, mine, theirs);
    this.base = theirs;
    if (merged !== mine) {
      const element = this.#element.current;
      const at = element && document.activeElement === element ? element.selectionStart : null;
      this.caret = at === null ? null : movedCaret(at, mine, merged);
      this.#set(merged);
    }
  }

  type(text: string): void {
    this.#set(text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.flush, restMs);
  }

  composed(text: string, theirs: string): void {
    this.composing = false;
    this.draft = text;
    this.takeIn(theirs);
    this.type(this.draft);
  }

  readonly flush = (): void => {
    clearTimeout(this.#timer);
    if (!this.composing && this.draft !== this.base) {
      this.base = this.draft;
      this.onCommit(this.draft);
    }
  };

  #set(text: string): void {
    this.draft = text;
    this.#show(text);
  }
}

/** @param value as the document has it now */
export function useDraft(element: RefObject<TextElement | null>, value: string, onCommit: (text: string) => void) {
  const [draft, setDraft] = useState(value);
  const kept = useRef<Typing>(null);
  kept.current ??= new Typing(value, element, setDraft);
  const typing = kept.current;
  useLayoutEffect(() => {
    typing.onCommit = onCommit;
    if (typing.caret !== null) {
      element.current?.setSelectionRange(typing.caret, typing.caret);
      typing.caret = null;
    }
  });
  useEffect(() => typing.takeIn(value), [typing, value]);
  useEffect(() => {
    window.addEventListener('pagehide', typing.flush);
    return () => {
      window.removeEventListener('pagehide', typing.flush);
      typing.flush();
    };
  }, [typing]);
  return { draft, typing };
}
