import { backoffMs } from './backoff';
import { CremaError, lost } from './errors';
import type { Host } from './host';
import type { Commands, ErrorBody, ErrorCode, Limits } from './protocol';
import { REPEATABLE } from './repeatable';

/** Commands that may be without an answer at once, those included that wait for a connection. */
export const COMMANDS_MAX = 500;

/** How often a command is sent again, with the same number, after a refusal that speaks of the server and not of the command. */
export const RETRIES_MAX: Readonly<Partial<Record<ErrorCode, number>>> = {
  timeout: 6,
  unavailable: 6,
  rate_limited: 3,
};

/** Who is told to wait for longer is the one to decide. */
export const RETRY_WAIT_MAX_MS = 10_000;

/** What a server takes that has not said otherwise yet. */
const USUAL: Omit<Limits, 'channelsMax'> = { frameBytesMax: 65_536, pendingCommandsMax: 64 };
/** A UTF-16 unit has at most so many bytes of UTF-8. */
const BYTES_A_UNIT_MAX = 3;

interface Command {
  readonly id: number;
  readonly type: keyof Commands;
  readonly data: object;
  /** Written once, since another content under the same number is refused. */
  readonly text: string;
  readonly volatile: boolean;
  readonly resolve: (data: object) => void;
  readonly reject: (error: CremaError) => void;
  /** `resting`: refused, and to be sent again later. */
  place: 'waiting' | 'written' | 'resting';
  everWritten: boolean;
  retries: number;
  stopResting: () => void;
}

/** A command that was carried out. */
export type Answered = Pick<Command, 'type' | 'data'>;

/**
 * The numbered commands of a session: each is kept until it has its one answer, and written in the order of sending, at most as many at once as the
 * server takes.
 *
 * Sent again by themselves are: after a loss, whatever has no answer; after `timeout` and `unavailable`, with backoff; after `rate_limited`, when the
 * wait is short. All other refusals are for the caller, `internal`, `full`, `muted` and `slow_mode` among them.
 */
export class CommandQueue {
  readonly #host: Host;
  readonly #write: (text: string) => void;
  readonly #changed: () => void;
  readonly #commands = new Map<number, Command>();
  #limits = USUAL;
  #connected = false;
  #nextId = 1;
  #written = 0;

  /**
   * @param write only called while connected
   * @param changed `pending` did
   */
  constructor(host: Host, write: (text: string) => void, changed: () => void) {
    this.#host = host;
    this.#write = write;
    this.#changed = changed;
  }

  /** A number that no other message of this session has. */
  nextId(): number {
    return this.#nextId++;
  }

  /** Without an answer, except for what is only worth sending now. */
  get pending(): number {
    let count = 0;
    for (const { volatile } of this.#commands.values()) {
      count += volatile ? 0 : 1;
    }
    return count;
  }

  /** Whether the server owes an answer. */
  get awaited(): boolean {
    return this.#written > 0;
  }

  /** Resolves with the data of the ack; rejects with a {@link CremaError}. */
  send(type: keyof Commands, data: object, volatile: boolean): Promise<object> {
    if (this.#commands.size >= COMMANDS_MAX) {
      const message = 'too much is waiting for an answer';
      return Promise.reject(
        new CremaError({ code: 'too_many', number: 1303, message, retryable: true, limit: COMMANDS_MAX }),
      );
    }
    return new Promise((resolve, reject) => {
      const id = this.nextId();
      const text = JSON.stringify({ type, id, data });
      this.#requireFits(text);
      const asked = { id, type, data, text, volatile, resolve, reject };
      this.#commands.set(id, {
        ...asked,
        place: 'waiting',
        everWritten: false,
        retries: 0,
        stopResting: () => undefined,
      });
      this.#writeWaiting();
      this.#tellIf(!volatile);
    });
  }

  /** There is a connection: all that has no answer is written. */
  connected(limits: Limits): void {
    this.#limits = limits;
    this.#connected = true;
    this.#writeWaiting();
  }

  disconnected(): void {
    this.#connected = false;
    this.#written = 0;
    for (const command of this.#commands.values()) {
      command.stopResting();
      command.place = 'waiting';
    }
    this.#giveUp(lost('the connection was lost'), ({ volatile }) => volatile);
  }

  acknowledged(id: number, data: object): Answered | null {
    const command = this.#take(id);
    command?.resolve(data);
    this.#writeWaiting();
    return command;
  }

  /** Whether it was about one of these commands. */
  refused(id: number | undefined, error: ErrorBody): boolean {
    const command = id === undefined ? undefined : this.#commands.get(id);
    if (!command) {
      return false;
    }
    const waitMs = error.retryAfterMs ?? backoffMs(command.retries, this.#host.random);
    if (!command.volatile && command.retries < (RETRIES_MAX[error.code] ?? 0) && waitMs <= RETRY_WAIT_MAX_MS) {
      this.#rest(command, waitMs);
    } else {
      this.#take(command.id)?.reject(new CremaError(error));
    }
    this.#writeWaiting();
    return true;
  }

  /**
   * The server no longer has the record of our session, so a number says nothing to it any more. Whether a command was carried out that had been
   * written cannot be known, so only what does no harm twice may be sent again.
   */
  forgetSession(): void {
    this.#giveUp(lost('the outcome is not known'), ({ everWritten, type, data }) => {
      return everWritten && !REPEATABLE.has(type) && !('clientKey' in data);
    });
  }

  giveUpAll(): void {
    this.#giveUp(lost('the connection was closed'), () => true);
  }

  #writeWaiting(): void {
    for (const command of this.#commands.values()) {
      if (!this.#connected || this.#written >= this.#limits.pendingCommandsMax) {
        return;
      }
      if (command.place === 'waiting') {
        command.place = 'written';
        command.everWritten = true;
        this.#written++;
        this.#write(command.text);
      }
    }
  }

  #rest(command: Command, waitMs: number): void {
    this.#leaveWire(command);
    command.place = 'resting';
    command.retries++;
    command.stopResting = this.#host.after(waitMs, () => {
      command.place = 'waiting';
      this.#writeWaiting();
    });
  }

  #take(id: number): Command | null {
    const command = this.#commands.get(id);
    if (!command) {
      return null;
    }
    this.#commands.delete(id);
    this.#leaveWire(command);
    command.stopResting();
    this.#tellIf(!command.volatile);
    return command;
  }

  #leaveWire(command: Command): void {
    if (command.place === 'written') {
      this.#written--;
    }
  }

  #giveUp(error: CremaError, which: (command: Command) => boolean): void {
    for (const { id } of [...this.#commands.values()].filter(which)) {
      this.#take(id)?.reject(error);
    }
  }

  #tellIf(changed: boolean): void {
    if (changed) {
      this.#changed();
    }
  }

  /** A frame that is too large would end the connection for good. */
  #requireFits(text: string): void {
    const limit = this.#limits.frameBytesMax;
    if (text.length * BYTES_A_UNIT_MAX > limit && new TextEncoder().encode(text).length > limit) {
      const message = `a message has at most ${limit} bytes`;
      throw new CremaError({ code: 'too_large', number: 1004, message, retryable: false, limit });
    }
  }
}
