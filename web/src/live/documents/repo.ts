/** automerge-repo for this tab: kept on the device by person and room, synced with the node when there is a connection. */
import wasm from '@automerge/automerge/automerge.wasm?url';
import { initializeWasm, Repo } from '@automerge/automerge-repo/slim';
import { IndexedDBStorageAdapter } from '@automerge/automerge-repo-storage-indexeddb';
import { socketAddress } from '../connection';
import { type Identity, rememberedIdentity } from '../identity';
import { OpenDocument } from './open';
import { SyncSocket } from './socket';

interface RoomRepo {
  repo: Repo;
  socket: SyncSocket;
  documents: Map<string, OpenDocument<object>>;
}

let ready: Promise<void> | null = null;
const repos = new Map<string, RoomRepo>();

/** @returns the same one for all parts of the page */
export async function openDocument<T extends object>(
  identity: Identity,
  room: string,
  id: string,
): Promise<OpenDocument<T>> {
  ready ??= initializeWasm(wasm).catch((failure: unknown) => {
    ready = null;
    throw failure;
  });
  await ready;
  const { repo, documents } = repoFor(identity, room);
  const known = documents.get(id);
  if (known) {
    return known as OpenDocument<T>;
  }
  const opened = new OpenDocument<T>(repo, id);
  documents.set(id, opened as unknown as OpenDocument<object>);
  return opened;
}

function repoFor(identity: Identity, room: string): RoomRepo {
  const key = JSON.stringify([identity.user, room]);
  const known = repos.get(key);
  if (known) {
    return known;
  }
  closeThoseOfOthers(identity.user);
  const socket = new SyncSocket(() => address(identity, room));
  const repo = new Repo({
    storage: new IndexedDBStorageAdapter(`crema.documents.${identity.user}`),
    network: [socket],
    // What is on this device is nobody's business but the server's that it is synced with.
    isEphemeral: false,
  });
  const made = { repo, socket, documents: new Map() };
  repos.set(key, made);
  return made;
}

/** With the newest token: the page's connection renews it. */
function address(identity: Identity, room: string): string {
  const newest = rememberedIdentity(room);
  const token = newest?.user === identity.user ? newest.token : identity.token;
  const url = new URL(socketAddress('/sync'));
  url.searchParams.set('room', room);
  url.searchParams.set('access_token', token);
  return url.href;
}

function closeThoseOfOthers(user: string): void {
  for (const [key, { repo, socket }] of repos) {
    if ((JSON.parse(key) as [string, string])[0] !== user) {
      void repo.flush();
      socket.close();
      repos.delete(key);
    }
  }
}

// A phone that is put away may never be asked again: what was typed last goes to the device's store now.
window.addEventListener('pagehide', () => {
  for (const { repo } of repos.values()) {
    void repo.flush();
  }
});
