import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Node } from './nodes';

/**
 * What lies between people and the nodes: a balancer that gives each connection to the next node that answers, and
 * a network that can be cut.
 */
export class Way {
  /** How many sockets of the application each node has now. */
  readonly #sockets = new Map<Node, number>();
  readonly #open = new Set<Socket>();
  readonly #server: Server;
  #turn = 0;
  #isCut = false;

  private constructor(private readonly nodes: readonly Node[]) {
    this.#server = createServer((near) => this.#accept(near));
  }

  static async to(...nodes: Node[]): Promise<Way> {
    const way = new Way(nodes);
    way.#server.listen(0, '127.0.0.1');
    await once(way.#server, 'listening');
    return way;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  socketsOf(node: Node): number {
    return this.#sockets.get(node) ?? 0;
  }

  /** Ends every connection, and every new one at once, until `mend`. */
  cut(): void {
    this.#isCut = true;
    for (const one of this.#open) {
      one.destroy();
    }
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(near: Socket): void {
    this.#keep(near);
    if (this.#isCut) {
      near.destroy();
      return;
    }
    // What a connection asks first says whether it is a socket of the application.
    near.once('data', (head) => this.#pass(near, head, this.nodes.length));
  }

  #pass(near: Socket, head: Buffer, attempts: number): void {
    const node = this.nodes[this.#turn++ % this.nodes.length];
    if (node === undefined || attempts === 0 || near.destroyed) {
      near.destroy();
      return;
    }
    near.pause();
    const { hostname, port } = new URL(node.url);
    const far = connect(Number(port), hostname);
    const refused = () => this.#pass(near, head, attempts - 1);
    far.once('error', refused);
    far.once('connect', () => {
      far.off('error', refused);
      this.#join(near, far, head, node);
    });
  }

  #join(near: Socket, far: Socket, head: Buffer, node: Node): void {
    this.#keep(far);
    if (head.toString('latin1').startsWith('GET /ws')) {
      this.#sockets.set(node, this.socketsOf(node) + 1);
      near.once('close', () => this.#sockets.set(node, this.socketsOf(node) - 1));
    }
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
    far.write(head);
    near.pipe(far);
    far.pipe(near);
  }

  #keep(socket: Socket): void {
    socket.setNoDelay(true);
    this.#open.add(socket);
    // A connection that ends badly only ends.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#open.delete(socket));
  }
}
