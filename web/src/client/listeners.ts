import { report } from './host';

type Listener<D> = (detail: D) => void;

/** Who listens to what. A listener that fails does not keep the others, or the caller, from going on. */
export class Listeners<E extends object> {
  readonly #of: { [K in keyof E]?: Listener<E[K]>[] } = {};

  /** Returns how to stop. */
  on<K extends keyof E>(what: K, listener: Listener<E[K]>): () => void {
    const entry: Listener<E[K]> = (detail) => listener(detail);
    this.#of[what] = [...(this.#of[what] ?? []), entry];
    return () => {
      this.#of[what] = (this.#of[what] ?? []).filter((other) => other !== entry);
    };
  }

  tell<K extends keyof E>(what: K, detail: E[K]): void {
    for (const listener of this.#of[what] ?? []) {
      try {
        listener(detail);
      } catch (failure) {
        report(failure);
      }
    }
  }
}
