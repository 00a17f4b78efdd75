import type { Page } from '@playwright/test';
import { nodes } from './nodes';

/** Somebody known to a node in development mode, who speaks to its HTTP API: what a spec needs to be there before it begins. */
export class Account {
  private constructor(
    readonly user: string,
    readonly token: string,
  ) {}

  static async of(user: string, name: string): Promise<Account> {
    const answer = await fetch(`${nodes()[0].url}/dev/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user, name }),
    });
    const { token } = await read<{ token: string }>(answer);
    return new Account(user, token);
  }

  /** Whoever a page speaks as. */
  static async at(page: Page): Promise<Account> {
    const kept = await page.evaluate(() => sessionStorage.getItem('crema.identity') ?? '{}');
    const { user, token } = JSON.parse(kept) as { user: string; token: string };
    return new Account(user, token);
  }

  get<T>(path: string): Promise<T> {
    return this.#ask('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.#ask('POST', path, JSON.stringify(body));
  }

  async #ask<T>(method: string, path: string, body?: string): Promise<T> {
    const answer = await fetch(`${nodes()[0].url}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    return read(answer);
  }
}

async function read<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${answer.status} of ${answer.url}: ${text}`);
  }
  return JSON.parse(text) as T;
}

/** A name that no other spec has used, as all of them share the node. */
export function fresh(word: string): string {
  return `${word}-${Math.random().toString(36).slice(2, 8)}`;
}
