import { CONNECTION_LOST, NORMAL } from './close-codes';
import type { Host } from './host';

const PROTOCOL = 'crema.v1.json';

/** What a socket says while it is ours. */
export interface LineListener {
  opened(): void;
  /** A message, read. What is no JSON object does not come here. */
  heard(message: Record<string, unknown>): void;
  /** Once, and nothing after it. Not told when {@link Line.end} was called. */
  ended(code: number, reason: string): void;
}

/** One socket, from its opening to its end. */
export class Line {
  readonly #host: Host;
  readonly #listener: LineListener;
  readonly #socket: WebSocket;
  #stopWaiting: (() => void) | null = null;
  #dueAtMs = 0;
  #over = false;

  constructor(host: Host, url: string, listener: LineListener) {
    this.#host = host;
    this.#listener = listener;
    this.#socket = host.socket(url, PROTOCOL);
    this.#socket.onopen = () => listener.opened();
    this.#socket.onmessage = ({ data }) => this.#heard(data);
    this.#socket.onclose = ({ code, reason }) => this.#ended(code, reason);
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** Something must be heard within this time, or the line is dead. The earliest such term stands. */
  expectWithin(patienceMs: number): void {
    const dueAtMs = this.#host.now() + patienceMs;
    if (this.#stopWaiting && this.#dueAtMs <= dueAtMs) {
      return;
    }
    this.#calm();
    this.#dueAtMs = dueAtMs;
    this.#stopWaiting = this.#host.after(patienceMs, () => {
      this.#stopWaiting = null;
      this.#socket.close();
      this.#ended(CONNECTION_LOST, 'no answer');
    });
  }

  /** We go. A dead connection may take minutes to notice it, so nothing more is listened to. */
  end(): void {
    this.#detach();
    this.#socket.close(NORMAL);
  }

  #heard(data: unknown): void {
    this.#calm();
    const message: unknown = typeof data === 'string' ? parsed(data) : null;
    if (typeof message === 'object' && message !== null) {
      this.#listener.heard(message as Record<string, unknown>);
    }
  }

  #ended(code: number, reason: string): void {
    if (!this.#over) {
      this.#detach();
      this.#listener.ended(code, reason);
    }
  }

  #detach(): void {
    this.#over = true;
    this.#calm();
    this.#socket.onopen = null;
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
  }

  #calm(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not of this protocol: ignored like any word that is not known
  }
}
