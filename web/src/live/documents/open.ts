/** A document that is open on this device: what it holds, whether the server has it, and changing it. */
import { Automerge, type Doc, type DocHandle, type Repo } from '@automerge/automerge-repo/slim';
import { Store } from '../store';

export type Saved = 'saved' | 'queued' | 'offline';

export interface DocumentStatus<T> {
  state: 'loading' | 'ready' | 'unavailable';
  doc?: Doc<T>;
  saved: Saved;
}

/** What a change may use of Automerge besides plain assignments, for example `updateText`. */
export type AutomergeApi = typeof Automerge;
export type Path = readonly (string | number)[];

export class OpenDocument<T extends object> {
  readonly status = new Store<DocumentStatus<T>>({ state: 'loading', saved: 'offline' });
  readonly handle: DocHandle<T>;
  readonly #repo: Repo;
  #asked = false;

  constructor(repo: Repo, id: string) {
    this.#repo = repo;
    const progress = repo.findWithProgress<T>(`automerge:${id}` as Parameters<Repo['find']>[0]);
    this.handle = progress.handle;
    const ask = () => this.#ask();
    if ('subscribe' in progress) {
      progress.subscribe(ask);
    }
    for (const event of ['heads-changed', 'remote-heads', 'delete'] as const) {
      this.handle.on(event, ask);
    }
    repo.networkSubsystem.on('peer', ask);
    repo.networkSubsystem.on('peer-disconnected', ask);
    ask();
  }

  /** Here at once, in the store of the device soon, at the server when it can be. Nothing happens before it is ready. */
  change(change: (draft: T, automerge: AutomergeApi) => void): void {
    if (this.handle.isReady()) {
      this.handle.change((draft) => change(draft as T, Automerge));
    }
  }

  /** The values that other devices set at this place at the same time as the one that is shown; each once. */
  alternatives(path: Path): unknown[] {
    if (!this.handle.isReady() || path.length === 0) {
      return [];
    }
    let holder: unknown = this.handle.doc();
    for (const step of path.slice(0, -1)) {
      holder = (holder as Record<string | number, unknown> | undefined)?.[step];
    }
    const last = path.at(-1);
    if (typeof holder !== 'object' || holder === null || last === undefined) {
      return [];
    }
    const all = Automerge.getConflicts(holder as Doc<Record<string, unknown>>, last as string) ?? {};
    const shown = text((holder as Record<string | number, unknown>)[last]);
    const others = new Map(Object.values(all).map((value) => [text(value), value as unknown]));
    others.delete(shown);
    return [...others.values()];
  }

  /** To everybody who has it open; kept nowhere. */
  broadcast(message: unknown): void {
    if (this.handle.isReady()) {
      this.handle.broadcast(message);
    }
  }

  /** `from` names a device, not a person. */
  onBroadcast(listener: (message: unknown, from: string) => void): () => void {
    const heard = ({ message, senderId }: { message: unknown; senderId: string }) => listener(message, senderId);
    this.handle.on('ephemeral-message', heard);
    return () => this.handle.off('ephemeral-message', heard);
  }

  /** Events come in the middle of a change of state: it is looked at when that is over, once. */
  #ask(): void {
    if (!this.#asked) {
      this.#asked = true;
      queueMicrotask(() => {
        this.#asked = false;
        this.#look();
      });
    }
  }

  #look(): void {
    const online = this.#repo.peers.length > 0;
    if (this.handle.isReady()) {
      const saved = !online ? 'offline' : this.#serverHasAll() ? 'saved' : 'queued';
      this.status.set({ state: 'ready', doc: this.handle.doc(), saved });
    } else {
      const refused = online && (this.handle.isUnavailable() || this.handle.isDeleted());
      this.status.set({ state: refused ? 'unavailable' : 'loading', saved: online ? 'queued' : 'offline' });
    }
  }

  /** The server speaks of changes that are stored, and of no others. */
  #serverHasAll(): boolean {
    const [server] = this.#repo.peers;
    const storage = server && this.#repo.getStorageIdOfPeer(server);
    const theirs = storage ? this.handle.getSyncInfo(storage)?.lastHeads : undefined;
    return theirs !== undefined && [...theirs].sort().join() === [...this.handle.heads()].sort().join();
  }
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
