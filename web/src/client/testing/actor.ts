import { expect, vi } from 'vitest';
import { CremaClient } from '../client';
import type { Commands, JsonValue } from '../protocol';
import { browserSocket, type ServerSide } from './server-side';
import { type Message, type Step, type Story, Values } from './story';

type ServerStep = Extract<Step, { from: 'server' }>;

/** Plays a story: the server's part over a real socket, and the client's by asking the library for what it sends there. */
export class Actor {
  readonly #values = new Values();
  readonly #server: ServerSide;
  readonly #client: CremaClient;
  /** The tokens that the story gives, one after another. */
  readonly #tokens: JsonValue[];
  readonly #asked = new Map<number, Promise<unknown>>();
  readonly #expectations: (() => Promise<void>)[] = [];
  readonly #told: Message[] = [];
  readonly #toBeTold: Message[] = [];

  constructor(server: ServerSide, story: Story) {
    this.#server = server;
    this.#tokens = story.steps.flatMap((step) =>
      step.from === 'client' && 'message' in step ? tokenOf(step.message) : [],
    );
    this.#client = new CremaClient({
      url: server.url,
      token: async () => String(this.#values.of(this.#tokens.shift() ?? 'no token is left')),
      name: this.#values.of('$text:client'),
      host: { socket: browserSocket, random: () => 0 },
    });
    this.#client.on('event', (event) => this.#told.push({ ...event } as unknown as Message));
    this.#client.on('snapshot', (snapshot) => this.#told.push({ ...snapshot } as unknown as Message));
    this.#client.on('moved', (data) => this.#told.push({ type: 'moved', data: { ...data } }));
  }

  async play(step: Step): Promise<void> {
    switch (step.from) {
      case 'client':
        await this.#clientDoes(step);
        break;
      case 'server':
        this.#serverDoes(step);
        break;
      case 'network':
        await this.#heardAll();
        this.#server.cut();
        break;
      case 'elsewhere': // what follows from it is in the server's part
        break;
    }
  }

  async finish(): Promise<void> {
    await this.#heardAll();
    this.#client.close();
    await Promise.allSettled(this.#asked.values());
  }

  /** All that was said, and nothing else. */
  async #heardAll(): Promise<void> {
    await vi.waitFor(() => expect(this.#told).toEqual(this.#toBeTold));
    for (const expectation of this.#expectations) {
      await expectation();
    }
  }

  async #clientDoes(step: Extract<Step, { from: 'client' }>): Promise<void> {
    if ('state' in step) {
      await vi.waitFor(() => expect(this.#client.state).toMatchObject({ state: step.state, code: step.code }));
    } else if ('close' in step) {
      expect(await this.#server.closes.next()).toBe(step.close);
    } else {
      const message = this.#values.of(step.message as JsonValue) as unknown as typeof step.message;
      this.#ask(message);
      expect(await this.#server.messages.next()).toEqual(message);
    }
  }

  /** What the library sends by itself is not asked for: `connect` after the first, a refreshed token, and what is sent again. */
  #ask({ type, id, data }: Message & { id: number }): void {
    if (type === 'connect') {
      this.#client.open();
    } else if (type !== 'auth.refresh' && !this.#asked.has(id)) {
      const answer = this.#client.send(type as keyof Commands, data as never);
      answer.catch(() => undefined); // looked at when it is expected
      this.#asked.set(id, answer);
    }
  }

  #serverDoes(step: ServerStep): void {
    if ('close' in step) {
      this.#server.close(step.close);
      return;
    }
    for (const pattern of 'message' in step ? [step.message] : step.messages) {
      const message = this.#values.of(pattern as JsonValue) as unknown as Message;
      this.#server.say(message);
      if (step.told !== false) {
        this.#expect(message);
      }
    }
  }

  #expect(message: Message): void {
    const answer = this.#asked.get(message.id ?? 0);
    switch (message.type) {
      case 'event':
      case 'snapshot':
      case 'moved':
        this.#toBeTold.push(message);
        break;
      case 'ack':
        this.#expectations.push(async () => {
          if (answer) expect(await answer).toEqual(message.data);
        });
        break;
      case 'error':
        this.#expectations.push(async () => {
          await expect(answer).rejects.toMatchObject(message.error as object);
        });
        break;
      default: // shows in what the client does next
    }
  }
}

function tokenOf({ data }: Message): JsonValue[] {
  const token = (data as { token?: JsonValue } | undefined)?.token;
  return token === undefined ? [] : [token];
}
