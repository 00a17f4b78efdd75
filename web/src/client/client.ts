import { CommandQueue } from './commands';
import { Connection, type ConnectionOptions, type ConnectionState } from './connection';
import { lost } from './errors';
import { type Host, hostWith } from './host';
import { Listeners } from './listeners';
import { Positions } from './positions';
import type {
  ChannelEvent,
  Commands,
  ConnectAck,
  ErrorBody,
  FollowedChannel,
  Moved,
  MovedReason,
  Snapshot,
  User,
} from './protocol';
import { Refollowing } from './refollowing';
import type { ServerMessage } from './server-messages';

export interface ClientEvents {
  state: ConnectionState;
  /** The answer to `connect`, each time. What is not resumed (documents that were followed) is to be asked for anew. */
  online: ConnectAck;
  /** How many commands have no answer, without those that are only worth sending now. */
  pending: number;
  /** All of a channel: forget what you knew of it. */
  snapshot: Snapshot;
  /** What happened: each event once, and those of a channel in their order. */
  event: ChannelEvent;
  /** The channel is not followed any more. */
  moved: Moved;
  /** The server refused something that is none of our commands. */
  refused: ErrorBody;
}

export interface ClientOptions extends ConnectionOptions {
  host?: Partial<Host>;
}

/**
 * A client of `crema.v1.json`. The promises that it keeps, whatever becomes of the network or the node:
 *
 * 1. A command gets one answer. What has none is sent again after a loss, with the same number, and the server carries it out once.
 * 2. An event of a channel is told once and in order: the client presents its positions when it comes back. What cannot be told by events comes as a
 *    snapshot.
 * 3. It comes back by itself, unless the close code says not to; then it says why, and stops.
 *
 * A session lives as long as this object: it is not kept over a reload of the page, because a page that is duplicated would then share it, and numbers
 * of commands must be unique in a session.
 */
export class CremaClient {
  /** What it runs on; for parts that are built upon it. */
  readonly host: Host;
  readonly #listeners = new Listeners<ClientEvents>();
  readonly #positions = new Positions();
  readonly #commands: CommandQueue;
  readonly #connection: Connection;
  readonly #refollowing: Refollowing;
  #user: User | null = null;
  #ended = false;
  #probing = false;

  constructor(options: ClientOptions) {
    this.host = hostWith(options.host);
    this.#commands = new CommandQueue(
      this.host,
      (text) => this.#connection.write(text),
      () => this.#listeners.tell('pending', this.pending),
    );
    this.#refollowing = new Refollowing(this.host, {
      wanted: (channel) => this.#positions.has(channel),
      subscribe: (channel) =>
        this.send('channel.subscribe', { channel, ...this.#positions.nameOf(channel) }, { volatile: true }),
      gone: (channel, reason) => this.#gone(channel, reason),
    });
    this.#connection = new Connection(this.host, options, {
      state: (state) => this.#listeners.tell('state', state),
      accepted: (answer, forgotten) => this.#accepted(answer, forgotten),
      heard: (message) => this.#heard(message),
      cut: () => {
        this.#refollowing.stop();
        this.#commands.disconnected();
      },
      ended: () => this.#forget(),
      awaits: () => this.#commands.awaited,
      channels: {
        nextId: () => this.#commands.nextId(),
        named: (channelsMax) => this.#positions.named(channelsMax),
      },
    });
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Who one is, by the newest connect. */
  get user(): User | null {
    return this.#user;
  }

  /** Commands without an answer, without those that are only worth sending now. */
  get pending(): number {
    return this.#commands.pending;
  }

  /** Returns how to stop. */
  on<E extends keyof ClientEvents>(what: E, listener: (detail: ClientEvents[E]) => void): () => void {
    return this.#listeners.on(what, listener);
  }

  /** Connects, and stays connected until {@link close} or a close code that is final. After either, it begins anew. */
  open(): void {
    this.#ended = false;
    this.#connection.open();
  }

  /** Goes, and forgets the session and where it stood. Commands without an answer fail as `lost`, and so do those sent from now on. */
  close(): void {
    this.#connection.close();
    this.#forget();
  }

  /**
   * Sends a command now, or as soon as there is a connection.
   *
   * @param options `volatile`: only worth sending now, so it is given up when there is no connection, or when it is lost
   * @returns the data of its ack; fails with a `CremaError`
   */
  send<C extends keyof Commands>(
    type: C,
    data: Commands[C]['data'],
    { volatile = false }: { volatile?: boolean } = {},
  ): Promise<Commands[C]['ack']> {
    if (this.#ended || (volatile && this.state.state !== 'online')) {
      return Promise.reject(lost('there is no connection'));
    }
    return this.#commands.send(type, data, volatile);
  }

  /** The network may be back, or may have gone while the machine slept: look now, instead of when a timer says so. */
  hurry(): void {
    this.#connection.hurry();
    if (this.state.state === 'online' && !this.#probing) {
      this.#probing = true;
      const done = () => {
        this.#probing = false;
      };
      this.send('time', {}, { volatile: true }).then(done, done); // the connection's end says it all
    }
  }

  #accepted(answer: ConnectAck, forgotten: boolean): void {
    this.#user = answer.user;
    if (forgotten) {
      this.#commands.forgetSession();
    }
    const stands = Object.entries(answer.channels);
    const gone = stands.filter(([channel, stand]) => !this.#resume(channel, stand));
    this.#commands.connected(answer.limits);
    this.#listeners.tell('state', this.state);
    for (const [channel, { error }] of gone) {
      this.#gone(channel, error?.code ?? 'denied');
    }
    if (this.state.state === 'online') {
      this.#listeners.tell('online', answer); // unless one who was told has closed it
    }
  }

  /** Whether the channel is followed, or will be. */
  #resume(channel: string, stand: FollowedChannel): boolean {
    if (!stand.error) {
      this.#positions.follow(channel, stand);
    } else if (stand.error.retryable) {
      this.#refollowing.again(channel);
    } else {
      return false;
    }
    return true;
  }

  #gone(channel: string, reason: MovedReason): void {
    if (this.#positions.forget(channel)) {
      this.#listeners.tell('moved', { channel, reason });
    }
  }

  #forget(): void {
    this.#ended = true;
    this.#user = null;
    this.#positions.clear();
    this.#commands.giveUpAll();
  }

  #heard(message: ServerMessage): void {
    switch (message.type) {
      case 'ack':
        this.#acknowledged(message.id, message.data);
        break;
      case 'error':
        if (!this.#commands.refused(message.id, message.error)) {
          this.#listeners.tell('refused', message.error);
        }
        break;
      case 'event':
        if (this.#positions.advance(message.channel, message.offset)) {
          this.#listeners.tell('event', message);
        }
        break;
      case 'snapshot':
        this.#positions.snapshot(message);
        this.#listeners.tell('snapshot', message);
        break;
      case 'moved':
        this.#positions.forget(message.data.channel);
        this.#listeners.tell('moved', message.data);
        break;
      case 'token-expiring':
        void this.#refreshToken();
        break;
      case 'drain':
        this.#connection.moveAfter(message.data.reconnectAfterMs);
        break;
    }
  }

  #acknowledged(id: number, data: object): void {
    const command = this.#commands.acknowledged(id, data);
    switch (command?.type) {
      case 'room.join':
        for (const [channel, stand] of Object.entries((data as Commands['room.join']['ack']).channels)) {
          this.#positions.follow(channel, stand);
        }
        break;
      case 'channel.subscribe': {
        const stand = data as Commands['channel.subscribe']['ack'];
        this.#positions.follow(stand.channel, stand);
        break;
      }
      case 'channel.unsubscribe':
        this.#positions.forget((command.data as Commands['channel.unsubscribe']['data']).channel);
        break;
      default: // says nothing of where we stand
    }
  }

  /** When this fails, the server closes with `token-expired`, and we come back with a new token. */
  async #refreshToken(): Promise<void> {
    try {
      const token = await this.#connection.newToken();
      await this.send('auth.refresh', { token }, { volatile: true });
      this.#connection.tokenTaken();
    } catch {
      // As above.
    }
  }
}
