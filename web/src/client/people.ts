import type { ChannelEvent, DeviceMeta, PeopleByUser, PresenceDiff, PresenceState, PresenceUpdate } from './protocol';

/** Somebody who is here, as long as one of their devices is. */
export interface Person {
  readonly user: string;
  readonly name: string;
  /** The one that came last is the last; never empty. */
  readonly devices: readonly DeviceMeta[];
}

export interface PeopleNow {
  /** Whether it is known who is here; not before the first state came. */
  readonly known: boolean;
  /** How many people. */
  readonly count: number;
  /** By name; null in a crowd, which is counted only. */
  readonly people: readonly Person[] | null;
}

const NOBODY: PeopleNow = { known: false, count: 0, people: [] };

interface Known {
  name: string;
  /** By their ref. */
  devices: Map<string, DeviceMeta>;
  /** Made when it is looked at, and kept until something changes. */
  shown: Person | null;
}

/**
 * Who is in a room now, from the events of that room. {@link snapshot} is the same object until something changes, and a person in it until something of
 * theirs does, so it fits `useSyncExternalStore`.
 */
export class People {
  readonly #people = new Map<string, Known>();
  readonly #listeners = new Set<() => void>();
  #known = false;
  #named = true;
  #count = 0;
  #snapshot: PeopleNow | null = NOBODY;

  snapshot = (): PeopleNow => {
    this.#snapshot ??= {
      known: this.#known,
      count: this.#count,
      people: this.#named ? [...this.#people].map(([user, known]) => shown(user, known)).sort(byName) : null,
    };
    return this.#snapshot;
  };

  /** Returns how to stop. */
  subscribe = (listener: () => void): (() => void) => {
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  };

  /** Takes what is about who is here, and passes over the rest. */
  hear(event: ChannelEvent): void {
    switch (event.event) {
      case 'presence_state':
        this.#replace(event.data);
        break;
      case 'presence_diff':
        this.#change(event.data);
        break;
      case 'presence_update':
        this.#update(event.data);
        break;
      default: // about something else
    }
  }

  /** The room is not followed any more: nothing is known. */
  clear(): void {
    this.#people.clear();
    this.#known = false;
    this.#named = true;
    this.#count = 0;
    this.#changed();
  }

  #replace({ count, people }: PresenceState): void {
    this.#people.clear();
    this.#add(people ?? {});
    this.#known = true;
    this.#named = people !== undefined;
    this.#count = count;
    this.#changed();
  }

  /** One that comes before the first state says nothing: that state will have it. */
  #change({ count, joins = {}, leaves = {} }: PresenceDiff): void {
    if (!this.#known) {
      return;
    }
    // Leaves first: a device that moved to another node left there and joined here.
    for (const [user, { metas }] of Object.entries(leaves)) {
      this.#remove(user, metas);
    }
    if (this.#named) {
      this.#add(joins);
    }
    this.#count = count;
    this.#changed();
  }

  #update({ updates }: PresenceUpdate): void {
    for (const { user, ref, state } of updates) {
      const known = this.#people.get(user);
      const device = known?.devices.get(ref);
      if (known && device) {
        known.devices.set(ref, { ...device, state });
        known.shown = null;
      }
    }
    this.#changed();
  }

  #add(people: PeopleByUser): void {
    for (const [user, { name, metas }] of Object.entries(people)) {
      const known = this.#people.get(user) ?? { name, devices: new Map(), shown: null };
      known.name = name;
      known.shown = null;
      for (const meta of metas) {
        known.devices.set(meta.ref, meta);
      }
      this.#people.set(user, known);
    }
  }

  #remove(user: string, metas: readonly DeviceMeta[]): void {
    const known = this.#people.get(user);
    if (!known) {
      return;
    }
    known.shown = null;
    for (const { ref } of metas) {
      known.devices.delete(ref);
    }
    if (known.devices.size === 0) {
      this.#people.delete(user);
    }
  }

  #changed(): void {
    this.#snapshot = null;
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

function shown(user: string, known: Known): Person {
  known.shown ??= {
    user,
    name: known.name,
    devices: [...known.devices.values()].sort((one, other) => one.sinceMs - other.sinceMs),
  };
  return known.shown;
}

const byName = (one: Person, other: Person): number =>
  one.name.localeCompare(other.name) || (one.user < other.user ? -1 : 1);
