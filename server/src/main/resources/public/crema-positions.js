/**
 * @typedef {{epoch: string, offset: number}} Position
 */

/** The newest {@link Position} of each channel: what a client names when it comes back. */
export class Positions {
  #newest = new Map();

  /** As `connect` wants them. */
  toJSON() {
    return Object.fromEntries(this.#newest);
  }

  set(channel, { epoch, offset }) {
    this.#newest.set(channel, { epoch, offset });
  }

  forget(channel) {
    this.#newest.delete(channel);
  }

  /** @returns {boolean} whether the event is news */
  advance({ channel, offset }) {
    const position = this.#newest.get(channel);
    if (offset === undefined || !position) {
      return true;
    }
    if (offset <= position.offset) {
      return false;
    }
    position.offset = offset;
    return true;
  }

  /**
   * An ack may say where one channel stands, or several by their names.
   *
   * @returns {{channel: string, reason: string}[]} channels that are not followed any more
   */
  note({ channel, epoch, offset, channels = {} }) {
    if (channel && epoch !== undefined) {
      this.set(channel, { epoch, offset });
    }
    const gone = [];
    for (const [name, answer] of Object.entries(channels)) {
      if (answer.error) {
        this.forget(name);
        gone.push({ channel: name, reason: answer.error.code });
      } else if (answer.epoch !== undefined) {
        this.set(name, answer);
      }
    }
    return gone;
  }
}
