import type { Host } from '../host';
import type { Commands, ConnectAck, ErrorCode } from '../protocol';

interface Timer {
  atMs: number;
  task: () => void;
}

export interface SentMessage {
  type: keyof Commands | 'connect';
  id: number;
  data: Record<string, unknown>;
}

/** A machine whose time stands still until it is told to pass, and whose sockets are held by the test. */
export class FakeHost implements Host {
  nowMs = 1_790_000_000_000;
  nextRandom = 0.5;
  readonly sockets: FakeSocket[] = [];
  #timers: Timer[] = [];

  socket(url: string, protocol: string): WebSocket {
    const socket = new FakeSocket(url, protocol);
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  }

  now(): number {
    return this.nowMs;
  }

  random(): number {
    return this.nextRandom;
  }

  randomBytes(count: number): Uint8Array {
    return new Uint8Array(count).map((_, i) => i * 7);
  }

  after(delayMs: number, task: () => void): () => void {
    const timer = { atMs: this.nowMs + delayMs, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** The newest socket. */
  get newest(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) {
      throw new Error('no socket was opened');
    }
    return socket;
  }

  /** Lets time pass: what is due happens in its order, with all that follows at once. */
  async pass(durationMs: number): Promise<void> {
    const untilMs = this.nowMs + durationMs;
    await settled();
    for (let next = this.#next(untilMs); next; next = this.#next(untilMs)) {
      this.nowMs = next.atMs;
      this.#timers = this.#timers.filter((other) => other !== next);
      next.task();
      await settled();
    }
    this.nowMs = untilMs;
  }

  #next(untilMs: number): Timer | undefined {
    return this.#timers.filter(({ atMs }) => atMs <= untilMs).sort((one, other) => one.atMs - other.atMs)[0];
  }
}

/** One socket, as the test plays the server's part of it. */
export class FakeSocket {
  readonly url: string;
  readonly protocol: string;
  readonly sent: SentMessage[] = [];
  /** The code that the client closed with; 0 when it gave none. */
  closedWith: number | null = null;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((end: { code: number; reason: string }) => void) | null = null;

  constructor(url: string, protocol: string) {
    this.url = url;
    this.protocol = protocol;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as SentMessage);
  }

  close(code = 0): void {
    this.closedWith = code;
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  end(code: number, reason = ''): void {
    this.onclose?.({ code, reason });
  }

  /** Opens, and answers `connect`. */
  accept(answer: Partial<ConnectAck> = {}): void {
    this.onopen?.();
    this.say({ type: 'ack', id: this.sent[0]?.id, data: { ...accepted, ...answer } });
  }

  /** The newest message of a type. */
  last(type: SentMessage['type']): SentMessage {
    const message = this.sent.findLast((one) => one.type === type);
    if (!message) {
      throw new Error(`no ${type} was sent`);
    }
    return message;
  }

  ack(type: SentMessage['type'], data: object = {}): void {
    this.say({ type: 'ack', id: this.last(type).id, data });
  }

  refuse(type: SentMessage['type'], code: ErrorCode, more: object = {}): void {
    const error = { code, number: 0, message: code, retryable: false, ...more };
    this.say({ type: 'error', id: this.last(type).id, error });
  }

  types(): string[] {
    return this.sent.map(({ type }) => type);
  }
}

export const accepted: ConnectAck = {
  session: 's_first',
  resumed: false,
  user: { id: 'ann', name: 'Ann', kind: 'MEMBER' },
  node: 'n-1',
  serverTimeMs: 1_790_000_000_000,
  tokenExpiresAtMs: 1_790_000_900_000,
  heartbeatMs: 25_000,
  limits: { frameBytesMax: 65_536, pendingCommandsMax: 64, channelsMax: 128 },
  channels: {},
};

/** All that follows at once has happened. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
  }
}
