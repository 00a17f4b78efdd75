import { roomChannel } from './channels';
import type { CremaClient } from './client';
import { CremaError } from './errors';
import { type Host, report } from './host';
import type { DeviceState } from './protocol';

/** What is set within this time is sent as one: the server takes 20 a second, of all rooms together. */
export const STATUS_EVERY_MS = 100;

/**
 * What this device says of itself in a room: which cup it is at, where its cursor is. Only the newest counts: it is sent at most every
 * {@link STATUS_EVERY_MS}, and again whenever the room is entered or the connection is back.
 */
export class PresenceStatus {
  readonly #client: Pick<CremaClient, 'send' | 'on'>;
  readonly #room: string;
  readonly #host: Host;
  readonly #stops: (() => void)[];
  #state: DeviceState | null = null;
  #unsent = false;
  #stopPause: (() => void) | null = null;

  constructor(client: Pick<CremaClient, 'send' | 'on' | 'host'>, room: string, host: Host = client.host) {
    this.#client = client;
    this.#room = room;
    this.#host = host;
    this.#stops = [
      client.on('online', () => this.#sendAgain()),
      client.on('snapshot', ({ channel }) => {
        if (channel === roomChannel(room)) {
          this.#sendAgain();
        }
      }),
    ];
  }

  /** In full: it takes the place of what was there; at most 1 KiB. */
  set(state: DeviceState): void {
    this.#state = state;
    this.#sendAgain();
  }

  /** Sends no more. What was said goes with the device. */
  close(): void {
    for (const stop of this.#stops) {
      stop();
    }
    this.#state = null;
    this.#stopPause?.();
    this.#stopPause = null;
  }

  #sendAgain(): void {
    this.#unsent = true;
    if (!this.#stopPause) {
      this.#send();
    }
  }

  #send(): void {
    if (!this.#state || !this.#unsent) {
      return;
    }
    this.#unsent = false;
    this.#client
      .send('presence.update', { room: this.#room, state: this.#state }, { volatile: true })
      .catch((failure: unknown) => this.#refused(failure));
    this.#pause();
  }

  #pause(): void {
    this.#stopPause = this.#host.after(STATUS_EVERY_MS, () => {
      this.#stopPause = null;
      this.#send();
    });
  }

  /**
   * Without a connection or a seat it is sent when there is one; a role that does not show up has nothing to say. What was too fast is sent with the
   * next pause. Anything else is a mistake of the caller.
   */
  #refused(failure: unknown): void {
    if (!(failure instanceof CremaError) || failure.code === 'invalid_field' || failure.code === 'too_large') {
      report(failure);
    } else if (failure.code === 'rate_limited') {
      this.#unsent = true;
      if (!this.#stopPause) {
        this.#pause();
      }
    }
  }
}
