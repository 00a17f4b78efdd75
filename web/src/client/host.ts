/** What the library needs of the machine it runs on. Tests give their own. */
export interface Host {
  /** Opens a socket. Throws when the address cannot be one. */
  socket(url: string, protocol: string): WebSocket;
  /** Unix milliseconds by this machine's clock. */
  now(): number;
  /** From 0 to 1, without 1. */
  random(): number;
  /** Unpredictable ones. */
  randomBytes(count: number): Uint8Array;
  /** Does something once, later. Returns how to call it off. */
  after(delayMs: number, task: () => void): () => void;
}

const thisMachine: Host = {
  socket: (url, protocol) => new WebSocket(url, protocol),
  now: () => Date.now(),
  random: () => Math.random(),
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** This machine, except for what is given. */
export const hostWith = (given: Partial<Host> = {}): Host => ({
  socket: given.socket?.bind(given) ?? thisMachine.socket,
  now: given.now?.bind(given) ?? thisMachine.now,
  random: given.random?.bind(given) ?? thisMachine.random,
  randomBytes: given.randomBytes?.bind(given) ?? thisMachine.randomBytes,
  after: given.after?.bind(given) ?? thisMachine.after,
});

/** Throws it where nobody waits for it, so that whoever watches over failures hears of it and nobody else suffers. */
export function report(failure: unknown): void {
  queueMicrotask(() => {
    throw failure;
  });
}
