import { useEffect, useRef, useState } from 'react';
import { CremaError, type Tasting, type TastingForm } from '../../client';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { type Kept, keep } from './kept';

export interface SessionNow {
  /** Undefined while it is asked for. */
  session: Tasting | undefined;
  form: TastingForm | undefined;
  failure: unknown;
}

/** The session as this viewer sees it now, with its form; from the device while the room cannot be reached. */
export function useSession(live: RoomLive, view: RoomView | null, kept: Kept | null, id: string): SessionNow {
  const seen = view?.sessions.find((one) => one.id === id);
  const session = seen ?? (view ? undefined : kept?.session);
  const [failure, setFailure] = useState<unknown>(null);
  const isMissing = view !== null && !seen;
  useEffect(() => {
    if (isMissing) {
      live.refreshSession(id).catch(setFailure);
    }
  }, [isMissing, live, id]);
  const { form, failure: noForm } = useForm(live, session, kept);
  const roomTitle = view?.room.title;
  const user = live.me;
  useEffect(() => {
    if (session?.own?.sheet && form && roomTitle !== undefined) {
      keep(user, { session, form, roomTitle }).catch(() => undefined); // without a store on the device there is no going on offline
    }
  }, [user, session, form, roomTitle]);
  return { session, form, failure: failure ?? noForm };
}

function useForm(live: RoomLive, session: Tasting | undefined, kept: Kept | null) {
  const [asked, setAsked] = useState<{ form?: TastingForm; failure?: unknown }>({});
  const [id, version] = [session?.form, session?.version];
  const fits = (form: TastingForm | undefined) => form !== undefined && form.id === id && form.version === version;
  const here = [asked.form, kept?.form].find(fits);
  const isMissing = id !== undefined && version !== undefined && !here;
  useEffect(() => {
    if (isMissing) {
      live.client.send('tasting.form', { form: id, version }).then(
        ({ definition }) => setAsked({ form: definition }),
        (failure: unknown) => setAsked({ failure }),
      );
    }
  }, [isMissing, live, id, version]);
  return { form: here, failure: asked.failure };
}

const beforeTheLock = new Set<string>(['lobby', 'calibration', 'dry', 'pour', 'break', 'skim', 'hot', 'warm', 'cool']);

export function mayStillEnter(session: Tasting): boolean {
  return beforeTheLock.has(session.moment.step) && !session.own;
}

/** Takes a seat for a cupper who came here to cup. A host decides for themselves: who tastes along sees no scores of others. */
export function useEntering(live: RoomLive, view: RoomView | null, session: Tasting | undefined) {
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const asked = useRef(false);
  const enter = async () => {
    if (!session || busy) {
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await live.client.send('tasting.enter', { session: session.id });
      await live.refreshSession(session.id);
    } catch (problem) {
      setFailure(problem);
    }
    setBusy(false);
  };
  const comes = view?.role === 'cupper' && session !== undefined && mayStillEnter(session);
  useEffect(() => {
    if (comes && !asked.current) {
      asked.current = true;
      void enter();
    }
  });
  // `conflict`: this cupper has read the code map, or came too late; there is nothing to press again for.
  const isFinal = failure instanceof CremaError && !failure.retryable;
  return { enter, busy, failure, isFinal };
}
