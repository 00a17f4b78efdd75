/** How often a command is sent again after a refusal that asks for it. */
const RETRIES_MAX = 6;
/** Refusals that speak of the server and not of the command. Others are for the caller to judge. */
const RETRIED = new Set(['unavailable', 'timeout', 'internal']);
/** The first retry comes within this time; the bound doubles with each failure. */
const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 15_000;

/** Full jitter: anywhere between now and a bound that doubles, so that a crowd spreads out. */
export const backoffMs = (attempt) =>
  Math.round(Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** attempt));

/** A refusal. `code` is one of the table in docs/protocol.md, or `lost`: the outcome cannot be known any more. */
export class CremaError extends Error {
  constructor({ code, message = code, retryable = false, retryAfterMs }) {
    super(message);
    this.name = 'CremaError';
    this.code = code;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The numbered commands of a session: each is kept until it has its one answer. */
export class Commands {
  /** How many the server takes before it has answered them; so many are kept while offline, too. */
  max = 64;
  #post;
  #nextId = 1;
  /** Those without an answer, by id, and so in the order of sending. */
  #pending = new Map();

  /** @param {(message: object) => boolean} post writes now, if there is a connection, and says whether it did */
  constructor(post) {
    this.#post = post;
  }

  /** A number that no other message of this session has. */
  nextId() {
    return this.#nextId++;
  }

  /** @returns {Promise<object>} the data of the ack; fails with a {@link CremaError} */
  send(type, data, volatile) {
    if (this.#pending.size >= this.max) {
      return Promise.reject(new CremaError({ code: 'too_many', message: 'too much is waiting for an answer', retryable: true }));
    }
    return new Promise((resolve, reject) => {
      const command = { message: { type, id: this.nextId(), data }, volatile, tried: 0, retryTimer: null, resolve, reject };
      this.#pending.set(command.message.id, command);
      this.#write(command);
    });
  }

  /** There is a connection again: all that has no answer is written. */
  sendAgain() {
    this.#pending.forEach((command) => this.#write(command));
  }

  acknowledged({ id, data }) {
    const command = this.#pending.get(id);
    this.#pending.delete(id);
    command?.resolve(data);
  }

  refused({ id, error }) {
    const command = this.#pending.get(id);
    if (!command) {
      console.warn('refused:', error.code, error.field ?? '');
    } else if (RETRIED.has(error.code) && command.tried <= RETRIES_MAX) {
      command.retryTimer = setTimeout(() => this.#write(command), error.retryAfterMs ?? backoffMs(command.tried));
    } else {
      this.#refuse(command, error);
    }
  }

  /** Those that were only worth sending while there was a connection. */
  giveUpVolatile(error) {
    this.#refuseAll(error, (command) => command.volatile);
  }

  giveUpAll(error) {
    this.#refuseAll(error, () => true);
  }

  /**
   * The server no longer has the record of our session, so an id says nothing to it any more. Only what carries a key of its own may be sent
   * again; whether the rest was carried out cannot be known.
   */
  forgetWhatWasSent() {
    const doubtful = ({ tried, message }) => tried > 0 && message.data.clientKey === undefined;
    this.#refuseAll({ code: 'lost', message: 'the outcome is not known' }, doubtful);
  }

  #write(command) {
    clearTimeout(command.retryTimer);
    if (this.#post(command.message)) {
      command.tried++;
    }
  }

  #refuseAll(error, which) {
    [...this.#pending.values()].filter(which).forEach((command) => this.#refuse(command, error));
  }

  #refuse(command, error) {
    clearTimeout(command.retryTimer);
    this.#pending.delete(command.message.id);
    command.reject(new CremaError(error));
  }
}
