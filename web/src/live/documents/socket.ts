import type { PeerId, PeerMetadata } from '@automerge/automerge-repo/slim';
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket';

/** Not all phones of a table come back on the same instant. */
const retryMs = () => 1_500 + Math.random() * 2_500;
/** After a refusal only another token helps: it is looked for this often. */
const anotherTokenMs = 10_000;
const firstFinalCode = 3_500;

/**
 * automerge-repo's own adapter at `/sync`, with three things that a phone needs: each attempt asks for the address anew, since
 * tokens are renewed; a lost network ends the socket at once instead of after a timeout; and a refusal is not knocked against.
 */
export class SyncSocket extends WebSocketClientAdapter {
  readonly #address: () => string;
  #peer: { id: PeerId; metadata: PeerMetadata | undefined } | null = null;
  #refused: string | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(address: () => string) {
    super(address(), retryMs());
    this.#address = address;
    window.addEventListener('online', this.hurry);
    window.addEventListener('offline', this.#networkLost);
  }

  override connect(peerId: PeerId, metadata?: PeerMetadata): void {
    this.#peer = { id: peerId, metadata };
    const address = this.#address();
    if (this.#closed || !navigator.onLine || this.#isOpening()) {
      return;
    }
    if (address === this.#refused) {
      clearTimeout(this.#later);
      this.#later = setTimeout(this.hurry, anotherTokenMs);
      return;
    }
    Object.assign(this, { url: address });
    super.connect(peerId, metadata);
    this.socket?.addEventListener('close', ({ code }) => {
      if (code >= firstFinalCode) {
        this.#refused = address;
      }
    });
  }

  /** The network may be back: look now. */
  readonly hurry = (): void => {
    if (this.#peer) {
      this.connect(this.#peer.id, this.#peer.metadata);
    }
  };

  /** For good. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#later);
    window.removeEventListener('online', this.hurry);
    window.removeEventListener('offline', this.#networkLost);
    this.#networkLost();
  }

  readonly #networkLost = (): void => {
    if (this.socket) {
      this.disconnect();
    }
  };

  #isOpening(): boolean {
    const state = this.socket?.readyState;
    return state === WebSocket.OPEN || state === WebSocket.CONNECTING;
  }
}
