import { useId, useLayoutEffect, useRef, useState } from 'react';
import { toneOf } from '../../../ui/Avatar';
import { movedCaret } from '../../phone/model/rebase';
import { type Placed, piecesOf } from './carets';
import css from './consensus.module.css';

interface SharedTextProps {
  label: string;
  hint: string;
  /** As the document holds it now. */
  text: string;
  placed: readonly Placed[];
  readOnly: boolean;
  /** `base` is what was shown when it became `typed`: others may have changed the document meanwhile. */
  onType: (base: string, typed: string) => void;
  onStand: (at: { from: number; to: number } | null) => void;
}

/**
 * A text that several hands write. The others' carets are drawn behind a plain text area, so that every input method,
 * spelling checker and screen reader works as it does anywhere. While a syllable is being composed nothing is put into the
 * area from outside: that would cut it off.
 */
export function SharedText({ label, hint, text, placed, readOnly, onType, onStand }: SharedTextProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const { shown, type, compose } = useShown(area, text, onType);
  const stand = () => {
    const at = area.current;
    if (at) {
      onStand({ from: at.selectionStart, to: at.selectionEnd });
    }
  };
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <div className={css.sheet}>
        <div aria-hidden className={css.mirror}>
          {piecesOf(text, placed).map((piece) =>
            'caret' in piece ? (
              <span key={`caret ${piece.caret.key}`} className={css.caret} data-tone={toneOf(piece.caret.user)}>
                <span className={css.flag}>{piece.caret.name}</span>
              </span>
            ) : (
              <span
                key={`text ${piece.at}`}
                className={piece.marked ? css.marked : undefined}
                data-tone={piece.marked ? toneOf(piece.marked.user) : undefined}
              >
                {piece.text}
              </span>
            ),
          )}
          {/* An empty last line has its height too. */}
          {'\u200b'}
        </div>
        <textarea
          ref={area}
          id={id}
          aria-describedby={`${id}-hint`}
          className={css.area}
          value={shown}
          readOnly={readOnly}
          onChange={(event) => {
            type(event.target.value);
            stand();
          }}
          onSelect={stand}
          onBlur={() => onStand(null)}
          onCompositionStart={() => compose(true)}
          onCompositionEnd={() => compose(false)}
        />
      </div>
      <p id={`${id}-hint`} className={css.hint}>
        {hint}
      </p>
    </div>
  );
}

/** What stands in the area: the document's text, but while composing only what this hand has made of it. */
function useShown(
  area: React.RefObject<HTMLTextAreaElement | null>,
  text: string,
  onType: (base: string, typed: string) => void,
) {
  const [shown, setShown] = useState(text);
  const composing = useRef(false);
  const selection = useRef<[number, number] | null>(null);
  const newest = useRef(text);
  newest.current = text;

  const take = (now: string) => {
    const there = area.current;
    if (there && now !== there.value) {
      selection.current = [
        movedCaret(there.selectionStart, there.value, now),
        movedCaret(there.selectionEnd, there.value, now),
      ];
      setShown(now);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the document puts something into the area
  useLayoutEffect(() => {
    if (!composing.current) {
      take(text);
    }
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the browser puts the caret at the end of a value that it was given
  useLayoutEffect(() => {
    if (selection.current && document.activeElement === area.current) {
      area.current?.setSelectionRange(...selection.current);
    }
    selection.current = null;
  }, [shown]);

  return {
    shown,
    type: (typed: string) => {
      onType(shown, typed);
      setShown(typed);
    },
    compose: (begins: boolean) => {
      composing.current = begins;
      if (!begins) {
        // The last input of a composition comes before or after its end, by browser: what others wrote is taken when both were.
        setTimeout(() => !composing.current && take(newest.current));
      }
    },
  };
}
