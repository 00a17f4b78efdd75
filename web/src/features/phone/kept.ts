/**
 * What a phone needs to open a sheet without a connection: the session, the form, and nothing of what a coffee is. The sheet itself is
 * kept by its document, and who one is by the tab.
 */
import { createStore, get, set } from 'idb-keyval';
import { useEffect, useState } from 'react';
import type { Tasting, TastingForm } from '../../client';

export interface Kept {
  session: Tasting;
  form: TastingForm;
  roomTitle: string;
}

const store = createStore('crema.phone', 'sessions');
const keyOf = (user: string, room: string, session: string) => JSON.stringify([user, room, session]);

export async function keep(user: string, { session, form, roomTitle }: Kept): Promise<void> {
  const kept: Kept = { session: withoutIdentities(session), form, roomTitle };
  await set(keyOf(user, session.room, session.id), kept, store);
}

/** Undefined until it was looked for, null when there is nothing. */
export function useKept(user: string | undefined, room: string, session: string): Kept | null | undefined {
  const [kept, setKept] = useState<{ key: string; kept: Kept | null }>();
  const key = user === undefined ? undefined : keyOf(user, room, session);
  useEffect(() => {
    let wanted = true;
    if (key !== undefined) {
      const take = (found: Kept | undefined) => wanted && setKept({ key, kept: found ?? null });
      get<Kept>(key, store).then(take, () => take(undefined)); // a browser without a store: only online, then
    }
    return () => {
      wanted = false;
    };
  }, [key]);
  return kept && kept.key === key ? kept.kept : undefined;
}

/** Also of those that are revealed: a phone that is lost tells nothing. */
export function withoutIdentities(session: Tasting): Tasting {
  const samples = session.samples.map(({ code, flight, revealed }) =>
    flight === undefined ? { code, revealed } : { code, flight, revealed },
  );
  return { ...session, samples };
}
