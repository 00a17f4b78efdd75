/** Documents that many hands and devices edit, see docs/documents.md. Automerge comes with the first one that is opened. */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useLine } from './connection';
import type { AutomergeApi, DocumentStatus, OpenDocument, Path, Saved } from './documents/open';

export type { AutomergeApi, OpenDocument, Path, Saved };

export interface DocumentView<T extends object> {
  /** `none` without an id; `unavailable` when the server has none for this viewer, for now. */
  state: 'none' | DocumentStatus<T>['state'];
  doc?: T;
  /** `saved`: the server has stored all of it. `queued`: not yet. `offline`: kept on this device. */
  saved: Saved;
  /** Makes one change, here at once. Plain assignments, or what `automerge` offers. */
  change(change: (draft: T, automerge: AutomergeApi) => void): void;
  /** The document itself, for alternatives and for what is said to everybody who has it open. */
  open?: OpenDocument<T>;
}

const none: DocumentStatus<never> = { state: 'loading', saved: 'offline' };
const nobody = () => () => {};

/** A document of a room, kept up to date; the same one for all parts of the page. */
export function useDocument<T extends object>(id: string | undefined, room: string): DocumentView<T> {
  const open = useOpenDocument<T>(id, room);
  const status = useSyncExternalStore<DocumentStatus<T>>(
    open ? open.status.subscribe : nobody,
    open ? open.status.get : () => none,
  );
  const change = useCallback<DocumentView<T>['change']>((edit) => open?.change(edit), [open]);
  return {
    state: id === undefined ? 'none' : status.state,
    saved: status.saved,
    change,
    ...(status.doc ? { doc: status.doc as T } : {}),
    ...(open ? { open } : {}),
  };
}

function useOpenDocument<T extends object>(id: string | undefined, room: string): OpenDocument<T> | null {
  const identity = useLine()?.identity;
  const [open, setOpen] = useState<{ id: string; document: OpenDocument<T> } | null>(null);
  useEffect(() => {
    let wanted = true;
    if (id !== undefined && identity) {
      void import('./documents/repo')
        .then(({ openDocument }) => openDocument<T>(identity, room, id))
        .then((document) => wanted && setOpen({ id, document }));
    }
    return () => {
      wanted = false;
    };
  }, [id, room, identity]);
  return open && open.id === id ? open.document : null;
}
