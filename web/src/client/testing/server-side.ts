import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Message } from './story';

/** What comes one after another, for whoever asks for the next. */
class Arrivals<T> {
  readonly #there: T[] = [];
  #asks: ((one: T) => void)[] = [];

  add(one: T): void {
    const ask = this.#asks.shift();
    if (ask) {
      ask(one);
    } else {
      this.#there.push(one);
    }
  }

  next(): Promise<T> {
    return new Promise((ask) => {
      if (this.#there.length > 0) {
        ask(this.#there.shift() as T);
      } else {
        this.#asks.push(ask);
      }
    });
  }
}

/** The server's part of a story, on a real WebSocket. One client, one socket at a time. */
export class ServerSide {
  readonly messages = new Arrivals<Message>();
  /** The codes that the client closes with. */
  readonly closes = new Arrivals<number>();
  readonly #server: WebSocketServer;
  #socket: WebSocket | null = null;
  readonly #endedHere = new Set<WebSocket>();

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#socket = socket;
      socket.on('message', (data) => this.messages.add(JSON.parse(String(data)) as Message));
      socket.on('close', (code) => {
        if (!this.#endedHere.has(socket)) {
          this.closes.add(code);
        }
      });
    });
  }

  static async start(): Promise<ServerSide> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    const side = new ServerSide(server);
    await new Promise<void>((listening) => server.once('listening', listening));
    return side;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  say(message: Message): void {
    this.#socket?.send(JSON.stringify(message));
  }

  close(code: number): void {
    this.#ended()?.close(code);
  }

  /** Without a close frame. */
  cut(): void {
    this.#ended()?.terminate();
  }

  async stop(): Promise<void> {
    for (const socket of this.#server.clients) {
      socket.terminate();
    }
    await new Promise<void>((stopped) => this.#server.close(() => stopped()));
  }

  #ended(): WebSocket | null {
    const socket = this.#socket;
    if (socket) {
      this.#endedHere.add(socket);
    }
    return socket;
  }
}

/** A socket as a browser has it. */
export function browserSocket(url: string, protocol: string): globalThis.WebSocket {
  const socket = new WebSocket(url, protocol);
  socket.on('error', () => undefined); // a browser tells it by closing
  return socket as unknown as globalThis.WebSocket;
}
