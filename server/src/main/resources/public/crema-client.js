/**
 * A client of `crema.v1.json`, written to be read beside docs/protocol.md. No dependencies.
 *
 * ```js
 * const client = new CremaClient({ url: 'wss://crema.example/ws', token: async () => fetchToken() });
 * client.on('event', ({ channel, event, data }) => console.log(channel, event, data));
 * client.open();
 * await client.send('room.join', { room: 'demo' });
 * await client.send('chat.say', { room: 'demo', text: 'Hello', clientKey: 'a-key-of-mine' });
 * ```
 *
 * The promises it keeps, whatever becomes of the network or the node:
 * 1. A command gets one answer. What has none is sent again after a loss, with the same id, and the server carries it out once.
 * 2. An event of a channel is told once and in order: the client presents its positions when it comes back.
 * 3. It comes back by itself, unless the server's close code says not to; then it says why, and stops.
 */
import { Commands, CremaError, backoffMs } from '/crema-commands.js';
import { Positions } from '/crema-positions.js';

export { CremaError };

/** A socket that was not accepted, or did not answer a probe, within this time is given up. */
const PATIENCE_MS = 8_000;
/** What the browser says of a connection that ended without a close frame. */
const CLOSE_LOST = 1006;

const mayComeBack = (code) => code !== 1000 && !(code >= 3500 && code <= 3999);

/**
 * @typedef {{state: 'connecting' | 'online' | 'waiting' | 'closed', retryInMs?: number, code?: number, reason?: string}} State
 *
 * What {@link CremaClient#on} can listen to:
 * - `state` ({@link State}): the connection, in one word.
 * - `online`: the answer to `connect`, each time.
 * - `snapshot` {channel, reason, data}: all of a channel; forget what you knew of it.
 * - `event` {channel, event, data, atMs, offset?}.
 * - `moved` {channel, reason}: the channel is not followed any more.
 */
export class CremaClient {
  #url;
  #token;
  #name;
  #listeners = new Map();
  #socket = null;
  #online = false;
  #closed = false;
  #session = null;
  /** Why the server did not accept the newest `connect`. */
  #refusal = null;
  #commands = new Commands((message) => this.#post(message));
  #positions = new Positions();
  #failures = 0;
  #retryTimer = null;

  /**
   * @param {object} options
   * @param {string} options.url
   * @param {() => Promise<string>} options.token asked before each connect, and when the one in use is about to end
   * @param {string} [options.name] of the program, for the server's log
   */
  constructor({ url, token, name = 'crema-client/1.0' }) {
    this.#url = url;
    this.#token = token;
    this.#name = name;
  }

  /** @returns {this} */
  on(what, listener) {
    this.#listeners.set(what, [...(this.#listeners.get(what) ?? []), listener]);
    return this;
  }

  /** Connects, and stays connected until {@link close} or a close code that is final. To be called once. */
  open() {
    this.#connect();
  }

  close() {
    this.#socket?.close(1000);
    this.#detach();
    this.#stop({ code: 1000, reason: 'closed by this client' });
  }

  /**
   * Sends a command now, or as soon as there is a connection.
   *
   * @param {string} type for example `chat.say`
   * @param {object} data
   * @param {{volatile?: boolean}} [options] `volatile`: only worth sending now, so it is given up when the connection is lost
   * @returns {Promise<object>} the data of its ack; fails with a {@link CremaError}
   */
  send(type, data = {}, { volatile = false } = {}) {
    if (this.#closed || (volatile && !this.#online)) {
      return Promise.reject(new CremaError({ code: 'lost', message: 'there is no connection' }));
    }
    return this.#commands.send(type, data, volatile);
  }

  /** The network may be back, or may have gone while the machine slept: look now, instead of when a timer says so. */
  hurry() {
    if (this.#retryTimer !== null) {
      this.#failures = 0;
      this.#connect();
    } else if (this.#online) {
      const patience = this.#giveUpAfterPatience(this.#socket);
      const stop = () => clearTimeout(patience);
      this.send('time', {}, { volatile: true }).then(stop, stop);
    }
  }

  // --- one connection: opened, accepted, lost ---

  async #connect() {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    this.#tell('state', { state: 'connecting' });
    let token;
    try {
      token = await this.#token();
    } catch (failure) {
      this.#lost(CLOSE_LOST, failure.message);
      return;
    }
    if (!this.#closed) {
      this.#talk(new WebSocket(this.#url, 'crema.v1.json'), token);
    }
  }

  #talk(socket, token) {
    const connectId = this.#commands.nextId();
    const patience = this.#giveUpAfterPatience(socket);
    this.#socket = socket;
    this.#refusal = null;
    socket.onopen = () => socket.send(JSON.stringify(this.#connectMessage(connectId, token)));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.id !== connectId) {
        this.#received(message);
      } else if (message.type === 'ack') {
        clearTimeout(patience);
        this.#accepted(message.data);
      } else {
        this.#refusal = message.error; // the close code that follows says whether to come back
      }
    };
    socket.onclose = ({ code, reason }) => {
      clearTimeout(patience);
      this.#lost(code, this.#refusal?.message ?? reason);
    };
  }

  #connectMessage(id, token) {
    const data = { token, client: this.#name, channels: this.#positions };
    if (this.#session) {
      data.session = this.#session;
    }
    return { type: 'connect', id, data };
  }

  #accepted(answer) {
    if (this.#session && !answer.resumed) {
      this.#commands.forgetWhatWasSent();
    }
    this.#failures = 0;
    this.#online = true;
    this.#session = answer.session;
    this.#commands.max = answer.limits.pendingCommandsMax;
    this.#notePositions(answer);
    this.#tell('state', { state: 'online' });
    this.#commands.sendAgain();
    this.#tell('online', answer);
  }

  #lost(code, reason) {
    this.#detach();
    if (this.#closed) {
      return;
    }
    if (!mayComeBack(code)) {
      this.#stop({ code, reason });
      return;
    }
    this.#commands.giveUpVolatile({ code: 'lost', message: 'the connection was lost' });
    const retryInMs = backoffMs(this.#failures++);
    this.#retryTimer = setTimeout(() => this.#connect(), retryInMs);
    this.#tell('state', { state: 'waiting', retryInMs, code, reason });
  }

  #stop({ code, reason }) {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    this.#commands.giveUpAll({ code: 'lost', message: 'the connection was closed' });
    this.#tell('state', { state: 'closed', code, reason });
  }

  /** Whatever the socket still says is not for us. */
  #detach() {
    const socket = this.#socket;
    this.#socket = null;
    this.#online = false;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
    }
  }

  /** A dead connection may take minutes to notice it. */
  #giveUpAfterPatience(socket) {
    return setTimeout(() => {
      if (this.#socket === socket) {
        socket.close();
        this.#lost(CLOSE_LOST, 'no answer');
      }
    }, PATIENCE_MS);
  }

  // --- what the server says ---

  #received(message) {
    switch (message.type) {
      case 'ack':
        this.#notePositions(message.data);
        this.#commands.acknowledged(message);
        break;
      case 'error':
        this.#commands.refused(message);
        break;
      case 'event':
        if (this.#positions.advance(message)) {
          this.#tell('event', message);
        }
        break;
      case 'snapshot':
        this.#positions.set(message.channel, message);
        this.#tell('snapshot', message);
        break;
      case 'moved':
        this.#positions.forget(message.data.channel);
        this.#tell('moved', message.data);
        break;
      case 'token-expiring':
        this.#refreshToken();
        break;
      case 'drain':
        this.#moveAfter(message.data.reconnectAfterMs);
        break;
      default: // a word of a later version
    }
  }

  #notePositions(answer) {
    this.#positions.note(answer).forEach((gone) => this.#tell('moved', gone));
  }

  /** When this fails, the server closes with `token-expired`, and we come back with a new token. */
  async #refreshToken() {
    try {
      await this.send('auth.refresh', { token: await this.#token() }, { volatile: true });
    } catch (failure) {
      console.warn('the token was not refreshed:', failure.message);
    }
  }

  /** The node is about to stop. It gives each client a moment of its own to go, so that not all arrive elsewhere at once. */
  #moveAfter(delayMs) {
    const socket = this.#socket;
    setTimeout(() => {
      if (this.#socket === socket) {
        socket.close(1000);
        this.#lost(CLOSE_LOST, 'the node is being replaced');
        this.hurry();
      }
    }, delayMs);
  }

  /** Whether the message was written; if not, it will be when the connection is back. */
  #post(message) {
    if (this.#online) {
      this.#socket.send(JSON.stringify(message));
    }
    return this.#online;
  }

  #tell(what, detail) {
    for (const listener of this.#listeners.get(what) ?? []) {
      listener(detail);
    }
  }
}
