import type { FollowedChannel, Position, Snapshot } from './protocol';

/**
 * Where one stands in a channel. `whole` is false from an answer that promises a snapshot until it is there: who is cut off in between knows a position
 * but not the state at it, and must ask for the state again.
 */
interface Place extends Position {
  whole: boolean;
}

/** The newest position of each channel: what a client names when it comes back. */
export class Positions {
  readonly #places = new Map<string, Place>();

  /** As `connect` wants them, at most so many. */
  named(channelsMax: number): Record<string, Partial<Position>> {
    const channels = [...this.#places.keys()].slice(0, channelsMax);
    return Object.fromEntries(channels.map((channel) => [channel, this.nameOf(channel)]));
  }

  /** A position to go on from, or nothing for the whole state. */
  nameOf(channel: string): Partial<Position> {
    const place = this.#places.get(channel);
    return place?.whole ? { epoch: place.epoch, offset: place.offset } : {};
  }

  has(channel: string): boolean {
    return this.#places.has(channel);
  }

  /** An answer says where a channel stands. It may be older than what came since it was asked for. */
  follow(channel: string, { recovered = false, epoch, offset }: FollowedChannel): void {
    const known = this.#places.get(channel);
    if (epoch === undefined || offset === undefined || (recovered && isAhead(known, { epoch, offset }))) {
      return;
    }
    this.#places.set(channel, { epoch, offset, whole: recovered });
  }

  snapshot({ channel, epoch, offset }: Snapshot): void {
    this.#places.set(channel, { epoch, offset, whole: true });
  }

  /** Whether an event is news. What has no offset always is. */
  advance(channel: string, offset: number | undefined): boolean {
    const place = this.#places.get(channel);
    if (offset === undefined || !place) {
      return true;
    }
    if (offset <= place.offset) {
      return false;
    }
    place.offset = offset;
    return true;
  }

  /** Whether it was followed. */
  forget(channel: string): boolean {
    return this.#places.delete(channel);
  }

  clear(): void {
    this.#places.clear();
  }
}

const isAhead = (place: Place | undefined, { epoch, offset }: Position): boolean =>
  place !== undefined && place.epoch === epoch && place.offset > offset;
