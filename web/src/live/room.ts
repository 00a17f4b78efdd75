/** A room that this page is in: joined once, and kept up to date. The seat is kept: whoever leaves a page has not left the room. */
import { useEffect, useMemo } from 'react';
import { type ChannelEvent, type CremaClient, CremaError, People, type RoomSnapshot } from '../client';
import { type Line, useLine } from './connection';
import { afterEvent, fromSnapshot, type RoomView, withMessages, withSession } from './reducers';
import { Store, useStore } from './store';

export type RoomStatus =
  | { state: 'joining' }
  | { state: 'in'; view: RoomView }
  /** Not let in, or not any more. */
  | { state: 'out'; failure: CremaError };

/** What changes in a session that only the server can make for its viewer: asked for anew. */
const asksForSession = new Set<string>([
  'tasting.samples-added',
  'tasting.moved',
  'tasting.calibrated',
  'tasting.late-admitted',
]);

type Listener = (told: ChannelEvent) => void;

export class RoomLive {
  readonly status = new Store<RoomStatus>({ state: 'joining' });
  readonly people = new People();
  readonly #room: string;
  readonly #line: Line;
  readonly #listeners = new Set<Listener>();
  #opened = false;

  constructor(line: Line, room: string) {
    this.#line = line;
    this.#room = room;
  }

  get client(): CremaClient {
    return this.#line.client;
  }

  get me(): string {
    return this.#line.identity.user;
  }

  /** Joins, unless that was asked for already. */
  open(): void {
    if (this.#opened) {
      return;
    }
    this.#opened = true;
    const { client } = this.#line;
    const mine = `room:${this.#room}`;
    client.on('snapshot', ({ channel, data }) => {
      if (channel === mine) {
        this.status.set({ state: 'in', view: fromSnapshot(data as RoomSnapshot) });
        this.#askForProgress();
      }
    });
    client.on('event', (told) => {
      if (told.channel === mine || told.channel === `${mine}:staff` || told.channel === `user-${this.me}`) {
        this.#hear(told);
      }
    });
    client.on('moved', ({ channel, reason }) => {
      if (channel === mine) {
        this.#out(reason);
      }
    });
    void this.#join();
  }

  async #join(): Promise<void> {
    try {
      await this.client.send('room.join', { room: this.#room });
    } catch (failure) {
      if (failure instanceof CremaError) {
        this.status.set({ state: 'out', failure });
      }
    }
  }

  /** Every event of the room as it comes, after the view has changed by it. */
  onEvent(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async olderMessages(): Promise<void> {
    const now = this.status.get();
    if (now.state === 'in' && now.view.older !== undefined) {
      const page = await this.client.send('chat.history', { room: this.#room, before: now.view.older });
      this.#change(({ older: _, ...view }) => ({
        ...view,
        messages: withMessages(view.messages, page.messages),
        ...(page.next === undefined ? {} : { older: page.next }),
      }));
    }
  }

  /** Asks for a session as this viewer may see it now. */
  async refreshSession(session: string): Promise<void> {
    const answer = await this.client.send('tasting.get', { session });
    this.#change((view) => withSession(view, answer.session));
  }

  #hear(told: ChannelEvent): void {
    this.people.hear(told);
    this.#change((view) => afterEvent(view, told, this.me));
    if (
      asksForSession.has(told.event) ||
      told.event === 'tasting.documents-opened' ||
      told.event === 'tasting.created'
    ) {
      const { session } = told.data as { session: string | { id: string } };
      this.refreshSession(typeof session === 'string' ? session : session.id).catch(() => {
        // What was known of it stays; the next event or snapshot brings it.
      });
    }
    if (told.event === 'room.role-changed' && told.data.user === this.me) {
      void this.#permissions();
    }
    for (const listener of this.#listeners) {
      listener(told);
    }
  }

  /** It is told as it changes, and no snapshot holds it. */
  #askForProgress(): void {
    const now = this.status.get();
    if (now.state === 'in' && now.view.permissions.includes('moderate')) {
      for (const session of now.view.sessions) {
        this.client.send('tasting.progress', { session: session.id }).then(
          (progress) =>
            this.#change((view) =>
              view.progress[session.id]
                ? view
                : { ...view, progress: { ...view.progress, [session.id]: { revision: 0, ...progress } } },
            ),
          () => {
            // Not this viewer's to see.
          },
        );
      }
    }
  }

  async #permissions(): Promise<void> {
    const { role, permissions } = await this.client.send('room.get', { room: this.#room });
    this.#change((view) => ({ ...view, ...(role ? { role } : {}), ...(permissions ? { permissions } : {}) }));
  }

  #change(change: (view: RoomView) => RoomView): void {
    this.status.update((now) => {
      if (now.state !== 'in') {
        return now;
      }
      const view = change(now.view);
      return view === now.view ? now : { state: 'in', view };
    });
  }

  #out(reason: string): void {
    const code = reason === 'banned' || reason === 'closed' ? reason : reason === 'kicked' ? 'forbidden' : 'not_joined';
    this.status.set({ state: 'out', failure: new CremaError({ code, number: 0, message: reason, retryable: false }) });
  }
}

const rooms = new WeakMap<Line, Map<string, RoomLive>>();

/** The room, one for all parts of the page, for as long as the tab speaks as the same person. Null while that is nobody. */
export function useRoom(room: string): RoomLive | null {
  const line = useLine();
  const live = useMemo(() => (line ? shared(line, room) : null), [line, room]);
  useEffect(() => live?.open(), [live]);
  return live;
}

function shared(line: Line, room: string): RoomLive {
  let ofLine = rooms.get(line);
  if (!ofLine) {
    ofLine = new Map();
    rooms.set(line, ofLine);
  }
  let live = ofLine.get(room);
  if (!live) {
    live = new RoomLive(line, room);
    ofLine.set(room, live);
  }
  return live;
}

export function useRoomStatus(live: RoomLive): RoomStatus {
  return useStore(live.status);
}
