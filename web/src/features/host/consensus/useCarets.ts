import { getCursor, getCursorPosition } from '@automerge/automerge-repo/slim';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ConsensusContent } from '../../../client';
import type { OpenDocument } from '../../../live/documents';
import { afterCaret, type Caret, type CaretMessage, type Placed, sayEveryMs, stillThere } from './carets';

interface Me {
  user: string;
  name: string;
}

/** Says where this device stands in the document, and hears where the others do. */
export function useCarets(open: OpenDocument<ConsensusContent> | undefined, me: Me | undefined) {
  const [carets, setCarets] = useState<readonly Caret[]>([]);
  const own = useRef<{ sample: string; from: number; to: number } | null>(null);

  const say = useCallback(() => {
    if (open && me) {
      open.broadcast(messageOf(open, me, own.current));
    }
  }, [open, me]);

  useEffect(() => {
    if (!open) {
      return;
    }
    const stop = open.onBroadcast((said, from) => setCarets((now) => afterCaret(now, said, from, performance.now())));
    const timer = setInterval(() => {
      setCarets((now) => stillThere(now, performance.now()));
      if (own.current) {
        say();
      }
    }, sayEveryMs);
    return () => {
      own.current = null;
      say();
      stop();
      clearInterval(timer);
    };
  }, [open, say]);

  const stand = useCallback(
    (sample: string, at: { from: number; to: number } | null) => {
      own.current = at && { sample, ...at };
      say();
    },
    [say],
  );
  return useMemo(() => ({ carets, stand }), [carets, stand]);
}

function messageOf(
  open: OpenDocument<ConsensusContent>,
  me: Me,
  at: { sample: string; from: number; to: number } | null,
): CaretMessage {
  const nowhere: CaretMessage = { kind: 'caret', ...me, sample: null, from: '', to: '' };
  const text = at && open.status.get().doc?.samples[at.sample]?.text;
  if (!at || text === undefined || text === null) {
    return nowhere;
  }
  const cursor = (place: number) =>
    getCursor(open.handle.doc(), ['samples', at.sample, 'text'], place >= text.length ? 'end' : Math.max(0, place));
  return { ...nowhere, sample: at.sample, from: cursor(at.from), to: cursor(at.to) };
}

/** Where those carets are that stand in a coffee's text now. One whose characters this device does not have yet is left out. */
export function placedIn(doc: ConsensusContent, carets: readonly Caret[], sample: string): Placed[] {
  return carets.flatMap((caret) => {
    if (caret.sample !== sample) {
      return [];
    }
    try {
      const place = (cursor: string) => getCursorPosition(doc, ['samples', sample, 'text'], cursor);
      return [{ key: caret.device, user: caret.user, name: caret.name, from: place(caret.from), to: place(caret.to) }];
    } catch {
      return [];
    }
  });
}
