import { readdirSync, readFileSync } from 'node:fs';
import type { JsonValue } from '../protocol';

/** A transcript of docs/golden; its README describes it. */
export interface Story {
  name: string;
  story: string;
  steps: Step[];
}

export type Message = { type: string; id?: number; data?: JsonValue; [more: string]: JsonValue | undefined };

export type Step =
  | { from: 'client'; message: Message & { id: number } }
  | { from: 'client'; close: number }
  | { from: 'client'; state: 'closed'; code: number }
  | { from: 'server'; message: Message; told?: false }
  | { from: 'server'; messages: Message[]; told?: false }
  | { from: 'server'; close: number }
  | { from: 'elsewhere'; user: string; message: Message }
  | { from: 'network' };

const FOLDER = new URL('../../../../docs/golden/', import.meta.url);

export function stories(): Story[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => ({
    ...(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Omit<Story, 'name'>),
    name: file.replace('.json', ''),
  }));
}

const PLACEHOLDER = /^\$(any|number|text|boolean|list|object)(?::([a-z-]+))?(?:\+(\d+))?$/;

/** Values for what differs from run to run: a name has the same one throughout its story. */
export class Values {
  readonly #numbers = new Map<string, number>();

  of<T extends JsonValue>(pattern: T): T {
    return this.#of(pattern) as T;
  }

  #of(pattern: JsonValue): JsonValue {
    if (typeof pattern === 'string') {
      return this.#placeholder(pattern);
    }
    if (Array.isArray(pattern)) {
      return pattern.map((one) => this.#of(one));
    }
    if (typeof pattern === 'object' && pattern !== null) {
      const fields = Object.entries(pattern).filter(([name]) => name !== '$more');
      return Object.fromEntries(fields.map(([name, value]) => [name, this.#of(value)]));
    }
    return pattern;
  }

  #placeholder(text: string): JsonValue {
    const [, type, name, plus] = PLACEHOLDER.exec(text) ?? [];
    switch (type) {
      case undefined:
        return text;
      case 'number':
        return (name ? this.#number(name) : 1) + Number(plus ?? 0);
      case 'boolean':
        return true;
      case 'list':
        return [];
      case 'object':
        return {};
      default:
        return name ? `a ${name}` : 'some text';
    }
  }

  #number(name: string): number {
    const value = this.#numbers.get(name) ?? 1_000 * (this.#numbers.size + 1);
    this.#numbers.set(name, value);
    return value;
  }
}
