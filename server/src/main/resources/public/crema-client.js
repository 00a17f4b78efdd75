/**
 * A small client of the protocol `crema.v1.json` (docs/protocol.md), written to be read.
 *
 * What it takes care of: one `connect` first on every socket; numbered commands, each answered once; positions of channels; coming back
 * after a loss (same session, same numbers, from the same positions) with full-jitter backoff; fresh tokens; moving away from a node that drains.
 */

const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 15_000;
/** A socket that has not been accepted by then is given up. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Close codes from here to 3999 mean: do not come back. */
const CLOSE_FOR_GOOD = 3500;
const CLOSE_FOR_GOOD_LAST = 3999;

/** A refusal, with all that the server said about it. */
export class CremaError extends Error {
  constructor(error) {
    super(error.message);
    this.name = 'CremaError';
    this.code = error.code;
    this.retryable = error.retryable === true;
    this.retryAfterMs = error.retryAfterMs;
  }
}

/**
 * Tells its listeners (see `on`):
 * - `state`: {state: 'connecting' | 'online' | 'waiting' | 'closed', retryInMs?, reason?}
 * - `online`: the answer to `connect`
 * - `snapshot`: {channel, reason, data}: forget what you know of the channel, this is all of it
 * - `event`: {channel, event, data, atMs}
 * - `moved`: {channel, reason}: the channel is not followed any more
 */
export class CremaClient {
  #url;
  #token;
  #listeners = new Map();
  #socket = null;
  #online = false;
  #session = null;
  #nextId = 1;
  /** Commands without an answer, by number, in the order of their numbers. */
  #pending = new Map();
  /** The newest {epoch, offset} of each channel. */
  #positions = new Map();
  #attempt = 0;
  #timer = null;
  #closed = false;

  /**
   * @param {string} url for example wss://crema.example/ws
   * @param {() => Promise<string>} token asked at each connect, and when the one in use is about to expire
   */
  constructor(url, token) {
    this.#url = url;
    this.#token = token;
  }

  on(what, listener) {
    this.#listeners.set(what, [...(this.#listeners.get(what) ?? []), listener]);
    return this;
  }

  open() {
    this.#closed = false;
    this.#connect();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
    this.#refuseAll('closed', 'the client was closed');
  }

  /** For when the network is known to be back: does not wait for the backoff to end. */
  hurry() {
    if (!this.#closed && !this.#socket) {
      this.#attempt = 0;
      clearTimeout(this.#timer);
      this.#connect();
    }
  }

  /**
   * Sends a command. Offline it waits for the connection; after a loss it is sent again with the same number, and the server carries it out once.
   *
   * @returns the data of its ack
   * @throws {CremaError}
   */
  send(type, data = {}) {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const command = { message: { type, id, data }, sent: false, resolve, reject };
      this.#pending.set(id, command);
      if (this.#online) {
        this.#write(command);
      }
    });
  }

  async #connect() {
    this.#tell('state', { state: 'connecting' });
    let token;
    try {
      token = await this.#token();
    } catch (failure) {
      this.#comeBackLater(failure.message);
      return;
    }
    if (this.#closed || this.#socket) {
      return;
    }
    const socket = new WebSocket(this.#url, 'crema.v1.json');
    const patience = setTimeout(() => socket.close(), CONNECT_TIMEOUT_MS);
    const connectId = this.#nextId++;
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.#connectMessage(connectId, token)));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.id === connectId) {
        clearTimeout(patience);
        this.#connected(message);
      } else {
        this.#received(message);
      }
    };
    socket.onclose = ({ code, reason }) => {
      clearTimeout(patience);
      if (this.#socket === socket) {
        this.#lost(code, reason);
      }
    };
  }

  #connectMessage(id, token) {
    const data = { token, client: 'crema-page/1.0', channels: Object.fromEntries(this.#positions) };
    if (this.#session) {
      data.session = this.#session;
    }
    return { type: 'connect', id, data };
  }

  #connected({ type, data, error }) {
    if (type === 'error') {
      this.#tell('state', { state: 'connecting', reason: error.message });
      return; // the server closes, and the close code says whether to come back
    }
    this.#attempt = 0;
    if (this.#session && !data.resumed) {
      this.#forgetSent();
    }
    this.#session = data.session;
    for (const [channel, answer] of Object.entries(data.channels)) {
      if (answer.error) {
        this.#positions.delete(channel);
        this.#tell('moved', { channel, reason: answer.error.code });
      } else {
        this.#positions.set(channel, { epoch: answer.epoch, offset: answer.offset });
      }
    }
    this.#online = true;
    this.#tell('state', { state: 'online' });
    this.#tell('online', data);
    for (const command of this.#pending.values()) {
      this.#write(command);
    }
  }

  #received(message) {
    switch (message.type) {
      case 'ack':
      case 'error':
        this.#answered(message);
        break;
      case 'event':
        this.#happened(message);
        break;
      case 'snapshot':
        this.#positions.set(message.channel, { epoch: message.epoch, offset: message.offset });
        this.#tell('snapshot', message);
        break;
      case 'moved':
        this.#positions.delete(message.data.channel);
        this.#tell('moved', message.data);
        break;
      case 'token-expiring':
        this.#refreshToken();
        break;
      case 'drain':
        this.#moveAfter(message.data.reconnectAfterMs);
        break;
      default: // what a later version says is not for us
    }
  }

  #answered({ type, id, data, error }) {
    const command = this.#pending.get(id);
    if (!command) {
      return;
    }
    this.#pending.delete(id);
    if (type === 'error') {
      command.reject(new CremaError(error));
      return;
    }
    this.#notePositions(data);
    command.resolve(data);
  }

  /** An ack says where its channels stand: one channel, or several by name. */
  #notePositions(data) {
    if (data.channel && data.epoch !== undefined) {
      this.#positions.set(data.channel, { epoch: data.epoch, offset: data.offset });
    }
    for (const [channel, { epoch, offset }] of Object.entries(data.channels ?? {})) {
      if (epoch !== undefined) {
        this.#positions.set(channel, { epoch, offset });
      }
    }
  }

  #happened(message) {
    if (message.offset !== undefined) {
      const position = this.#positions.get(message.channel);
      if (position && message.offset <= position.offset) {
        return; // known already
      }
      if (position) {
        position.offset = message.offset;
      }
    }
    this.#tell('event', message);
  }

  async #refreshToken() {
    try {
      await this.send('auth.refresh', { token: await this.#token() });
    } catch (failure) {
      // The server will close with a code that lets us come back, and we shall ask for a token again.
      console.debug('the token was not refreshed:', failure.message);
    }
  }

  /** The node is about to stop and gave us this moment to go, so that not all clients go at once. */
  #moveAfter(delayMs) {
    const socket = this.#socket;
    setTimeout(() => {
      if (this.#socket === socket) {
        socket.close(1000);
        this.#lost(1001, 'draining');
        this.hurry();
      }
    }, delayMs);
  }

  #lost(code, reason) {
    this.#socket = null;
    this.#online = false;
    if (this.#closed || (code >= CLOSE_FOR_GOOD && code <= CLOSE_FOR_GOOD_LAST)) {
      this.#closed = true;
      this.#refuseAll(reason || 'closed', 'the connection was closed');
      this.#tell('state', { state: 'closed', reason });
      return;
    }
    this.#comeBackLater(reason);
  }

  /** Full jitter: anywhere between now and an exponentially growing bound, so that a crowd spreads out. */
  #comeBackLater(reason) {
    const boundMs = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** this.#attempt++);
    const retryInMs = Math.round(Math.random() * boundMs);
    this.#tell('state', { state: 'waiting', retryInMs, reason });
    this.#timer = setTimeout(() => this.#connect(), retryInMs);
  }

  /** The server no longer has the record of our session: whether these were carried out cannot be known. */
  #forgetSent() {
    for (const [id, command] of this.#pending) {
      if (command.sent) {
        this.#pending.delete(id);
        command.reject(new CremaError({ code: 'timeout', message: 'the outcome is unknown' }));
      }
    }
  }

  #refuseAll(code, message) {
    for (const command of this.#pending.values()) {
      command.reject(new CremaError({ code, message }));
    }
    this.#pending.clear();
  }

  #write(command) {
    command.sent = true;
    this.#socket.send(JSON.stringify(command.message));
  }

  #tell(what, detail) {
    for (const listener of this.#listeners.get(what) ?? []) {
      listener(detail);
    }
  }
}
