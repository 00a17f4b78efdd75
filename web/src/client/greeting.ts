import type { ConnectAck, Position } from './protocol';

/** Channels a server takes on one socket that has not said otherwise yet; the user's own is always among them. */
const CHANNELS_USUAL = 128;

/** What a `connect` names of the channels that were followed, and its number. */
export interface NamedChannels {
  nextId(): number;
  /** At most so many; by channel a position to go on from, or nothing for the whole state. */
  named(channelsMax: number): Record<string, Partial<Position>>;
}

/** The `connect` of a session, first and again. */
export class Greeting {
  readonly #name: string;
  readonly #channels: NamedChannels;
  #session: string | null = null;
  #channelsMax = CHANNELS_USUAL;

  constructor(name: string, channels: NamedChannels) {
    this.#name = name;
    this.#channels = channels;
  }

  message(id: number, token: string): string {
    const data = { token, client: this.#name, channels: this.#channels.named(this.#channelsMax - 1) };
    return JSON.stringify({ type: 'connect', id, data: this.#session ? { ...data, session: this.#session } : data });
  }

  /** Whether a session that we named is not known any more. */
  accepted(answer: ConnectAck): boolean {
    const forgotten = this.#session !== null && !answer.resumed;
    this.#session = answer.session;
    this.#channelsMax = answer.limits.channelsMax;
    return forgotten;
  }

  forget(): void {
    this.#session = null;
    this.#channelsMax = CHANNELS_USUAL;
  }
}
