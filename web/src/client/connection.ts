import { backoffMs } from './backoff';
import { CONNECTION_LOST, comesBack, TOKEN_EXPIRED } from './close-codes';
import { Greeting, type NamedChannels } from './greeting';
import type { Host } from './host';
import { Line } from './line';
import type { ConnectAck, ErrorBody, ErrorCode } from './protocol';
import { readServerMessage, type ServerMessage } from './server-messages';

/** How long a token may take. */
export const TOKEN_PATIENCE_MS = 30_000;
/** A socket on which `connect` was not answered within this time is given up. */
export const CONNECT_PATIENCE_MS = 15_000;
/** A server answers each command within 15 s, if only with `timeout`: one that owes an answer and says nothing for so long is gone. */
export const ANSWER_PATIENCE_MS = 20_000;
/** The same, when there is a reason to ask. */
export const PROBE_PATIENCE_MS = 5_000;
/** A connection that lasted so long was a good one: the next loss is a first one. */
export const STEADY_MS = 5_000;

/**
 * The connection in one word. `retryInMs` while `waiting`. `code` and `reason` say what ended the connection before, `refusal` why `connect` was
 * refused.
 */
export interface ConnectionState {
  readonly state: 'connecting' | 'online' | 'waiting' | 'closed';
  readonly retryInMs?: number;
  readonly code?: number;
  readonly reason?: string;
  readonly refusal?: ErrorCode;
}

export interface ConnectionOptions {
  /** For example `wss://crema.example/ws`. */
  url: string;
  /** Asked before each connect, and when the one in use is about to end. `fresh`: the one given before does not do any more. */
  token: (ask: { fresh: boolean }) => Promise<string>;
  /** Of the program, for the server's log; at most 64 characters. */
  name?: string;
}

/** What a connection tells, and asks of, whoever uses it. */
export interface ConnectionUser {
  state(state: ConnectionState): void;
  /** The answer to `connect`. `forgotten`: the session that was named is not known any more. */
  accepted(answer: ConnectAck, forgotten: boolean): void;
  heard(message: ServerMessage): void;
  /** What was written and has no answer will have none on this socket. */
  cut(): void;
  /** It will not come back by itself. */
  ended(): void;
  /** Whether the server owes an answer. */
  awaits(): boolean;
  channels: NamedChannels;
}

/**
 * The way to the server: it gets a token, opens a socket, says `connect`, notices when the socket is dead, and comes back.
 *
 * All that happens belongs to an attempt, which ends with its socket; what an earlier attempt still brings is dropped.
 */
export class Connection {
  readonly #host: Host;
  readonly #options: ConnectionOptions;
  readonly #user: ConnectionUser;
  readonly #greeting: Greeting;
  #state: ConnectionState = { state: 'closed' };
  #line: Line | null = null;
  #attempt = 0;
  #failures = 0;
  #tokenSpent = false;
  /** Of this attempt. */
  #timers: (() => void)[] = [];

  constructor(host: Host, options: ConnectionOptions, user: ConnectionUser) {
    this.#host = host;
    this.#options = options;
    this.#user = user;
    this.#greeting = new Greeting(options.name ?? 'crema-web/1', user.channels);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  open(): void {
    if (this.#state.state === 'closed') {
      this.#connect();
    }
  }

  close(): void {
    if (this.#state.state !== 'closed') {
      this.#leave()?.end();
      this.#stop({ state: 'closed' });
    }
  }

  /** To be called while online only. */
  write(text: string): void {
    this.#line?.send(text);
    this.#line?.expectWithin(ANSWER_PATIENCE_MS);
  }

  /** Connects now, when it would have later. A socket that is open must show a sign of life soon: the caller asks for one. */
  hurry(): void {
    if (this.#state.state === 'waiting') {
      this.#failures = 0;
      this.#connect();
    } else if (this.#state.state === 'online') {
      this.#line?.expectWithin(PROBE_PATIENCE_MS);
    }
  }

  /** The node is about to stop. It gives each client a moment of its own, so that not all arrive elsewhere at once: there is no need to wait again. */
  moveAfter(delayMs: number): void {
    this.#later(delayMs, () => {
      this.#leave()?.end();
      this.#connect();
    });
  }

  /** A token in place of the one in use. */
  newToken(): Promise<string> {
    this.#tokenSpent = true;
    return this.#askForToken();
  }

  /** The server has the new token. */
  tokenTaken(): void {
    this.#tokenSpent = false;
  }

  #connect(): void {
    const attempt = this.#begin();
    this.#tell({ state: 'connecting' });
    if (attempt !== this.#attempt) {
      return; // whoever was told has closed it
    }
    const failed = (reason: string) => {
      if (attempt === this.#attempt) {
        this.#lost(CONNECTION_LOST, reason);
      }
    };
    this.#later(TOKEN_PATIENCE_MS, () => failed('no token'));
    this.#askForToken()
      .then((token) => {
        if (attempt === this.#attempt) {
          this.#calmTimers();
          this.#talk(token);
        }
      })
      .catch((failure: unknown) => failed(failure instanceof Error ? failure.message : 'no token'));
  }

  async #askForToken(): Promise<string> {
    return this.#options.token({ fresh: this.#tokenSpent });
  }

  #talk(token: string): void {
    const id = this.#user.channels.nextId();
    let refusal: ErrorBody | undefined;
    const line = new Line(this.#host, this.#options.url, {
      opened: () => line.send(this.#greeting.message(id, token)),
      heard: (raw) => {
        const message = readServerMessage(raw);
        if (message?.type === 'ack' && message.id === id) {
          this.#accepted(message.data as ConnectAck);
        } else if (message?.type === 'error' && message.id === id) {
          refusal = message.error; // the close code that follows says whether to come back
        } else if (message) {
          this.#user.heard(message);
        }
        this.#stayAlert(line);
      },
      ended: (code, reason) => this.#lost(code, reason, refusal),
    });
    this.#line = line;
    line.expectWithin(CONNECT_PATIENCE_MS);
  }

  /** Something was heard; is something owed still? */
  #stayAlert(line: Line): void {
    if (this.#line === line && this.#state.state === 'connecting') {
      line.expectWithin(CONNECT_PATIENCE_MS);
    } else if (this.#line === line && this.#user.awaits()) {
      line.expectWithin(ANSWER_PATIENCE_MS);
    }
  }

  #accepted(answer: ConnectAck): void {
    const forgotten = this.#greeting.accepted(answer);
    this.#tokenSpent = false;
    this.#later(STEADY_MS, () => {
      this.#failures = 0;
    });
    this.#state = { state: 'online' };
    this.#user.accepted(answer, forgotten);
  }

  #lost(code: number, reason: string, refusal?: ErrorBody): void {
    this.#leave();
    const why = { code, reason: refusal?.message ?? reason, ...(refusal && { refusal: refusal.code }) };
    if (!comesBack(code)) {
      this.#stop({ state: 'closed', ...why });
      return;
    }
    this.#tokenSpent ||= code === TOKEN_EXPIRED;
    const retryInMs = backoffMs(this.#failures++, this.#host.random);
    this.#later(retryInMs, () => this.#connect());
    this.#tell({ state: 'waiting', retryInMs, ...why });
  }

  #stop(state: ConnectionState): void {
    this.#failures = 0;
    this.#tokenSpent = false;
    this.#greeting.forget();
    this.#state = state;
    this.#user.ended();
    this.#user.state(state);
  }

  /** Whatever the attempt still brings is not for us. */
  #leave(): Line | null {
    const line = this.#line;
    this.#begin();
    this.#line = null;
    this.#user.cut();
    return line;
  }

  #begin(): number {
    this.#calmTimers();
    return ++this.#attempt;
  }

  #calmTimers(): void {
    for (const stop of this.#timers.splice(0)) {
      stop();
    }
  }

  /** Unless the attempt ends before. */
  #later(delayMs: number, task: () => void): void {
    this.#timers.push(this.#host.after(delayMs, task));
  }

  #tell(state: ConnectionState): void {
    this.#state = state;
    this.#user.state(state);
  }
}
