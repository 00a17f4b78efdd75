/** The tab's one connection: who it speaks as, the client, the server's clock. */
import { type ConnectionState, CremaClient, ServerClock } from '../client';
import { forget, type Identity, remember } from './identity';
import { Store, useStore } from './store';
import { freshToken } from './tokens';

/** A connection as somebody. It lives until the tab speaks as somebody else. */
export interface Line {
  readonly identity: Identity;
  readonly client: CremaClient;
  readonly clock: ServerClock;
}

const line = new Store<Line | null>(null);
const state = new Store<ConnectionState | null>(null);
const pending = new Store(0);

/** Speaks as `identity` from now on. The same one again changes nothing. */
export function connectAs(identity: Identity): Line {
  const present = line.get();
  if (present && present.identity.user === identity.user && present.identity.token === identity.token) {
    return present;
  }
  present?.client.close();
  remember(identity);
  let newest = identity;
  const client = new CremaClient({
    url: socketAddress('/ws'),
    name: 'crema-web/1',
    token: async () => {
      newest = await freshToken(newest);
      remember(newest);
      return newest.token;
    },
  });
  const opened = { identity, client, clock: new ServerClock(client) };
  client.on('state', (now) => state.set(now));
  client.on('pending', (count) => pending.set(count));
  line.set(opened);
  client.open();
  return opened;
}

/** Speaks as nobody: forgets who it was. */
export function signOut(): void {
  const present = line.get();
  if (present) {
    forget(present.identity);
    present.client.close();
    line.set(null);
    state.set(null);
  }
}

export function useLine(): Line | null {
  return useStore(line);
}

/** `none` while nobody is signed in. `pending` commands have no answer yet. */
export function useConnection(): {
  state: ConnectionState['state'] | 'none';
  detail: ConnectionState | null;
  pending: number;
} {
  const detail = useStore(state);
  return { state: detail?.state ?? 'none', detail, pending: useStore(pending) };
}

/** Of one of the node's doors, for this page's origin. */
export function socketAddress(path: string): string {
  const address = new URL(path, window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}

// The network is back, or the phone was taken out of the pocket: look now, not when a timer says so.
for (const hint of ['online', 'pageshow', 'focus'] as const) {
  window.addEventListener(hint, () => line.get()?.client.hurry());
}
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    line.get()?.client.hurry();
  }
});
