// A client of /sync that speaks the protocol itself and keeps no documents: light enough for thousands in one process.
import * as A from "@automerge/automerge";
import { cbor, generateAutomergeUrl, parseAutomergeUrl } from "@automerge/automerge-repo";
import WebSocket from "ws";

const HASH = 32;

/** A new document's id. */
export const documentId = () => parseAutomergeUrl(generateAutomergeUrl()).documentId;

/** A sheet and then marks in it, one change each: `[{chunk, hash}]`. Any number of documents may begin with the same ones. */
export function chain(length) {
  let doc = A.from({ session: "bench", samples: { 412: { scores: {}, notes: "" } } });
  const chunks = [A.getLastLocalChange(doc)];
  while (chunks.length < length) {
    const n = chunks.length;
    doc = A.change(doc, (d) => {
      d.samples[412].scores[`field${n % 10}`] = (n % 40) / 4;
    });
    chunks.push(A.getLastLocalChange(doc));
  }
  return chunks.map((chunk) => ({ chunk, hash: Buffer.from(A.decodeChange(chunk).hash, "hex") }));
}

function leb(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  return Buffer.from([...bytes, number]);
}

/** A version-1 sync message: "my heads are these, and here are changes". */
export function message(head, lastSync, chunks) {
  const hashes = (list) => [leb(list.length), ...list];
  return Buffer.concat([
    Buffer.from([0x42]),
    ...hashes([head]),
    ...hashes([]),
    leb(1),
    ...hashes(lastSync),
    leb(0),
    leb(chunks.length),
    ...chunks.flatMap((chunk) => [leb(chunk.length), chunk]),
  ]);
}

/** Whether the sender of a sync message has exactly this head. */
function hasHead(data, hash) {
  return data[1] === 1 && hash.equals(data.subarray(2, 2 + HASH));
}

/** One socket. `acknowledged(documentId)` is called when the server has what was sent last. */
export class Client {
  #sent = new Map();
  #socket;
  #server;

  constructor(url, name, acknowledged) {
    this.name = name;
    this.acknowledged = acknowledged;
    this.ready = new Promise((resolve, reject) => {
      this.#socket = new WebSocket(url, { perMessageDeflate: false });
      this.#socket.binaryType = "nodebuffer";
      this.#socket.on("open", () =>
        this.#send({ type: "join", senderId: name, peerMetadata: { isEphemeral: true }, supportedProtocolVersions: ["1"] }),
      );
      this.#socket.on("error", reject);
      this.#socket.on("close", (code, reason) => reject(new Error(`closed: ${code} ${reason}`)));
      this.#socket.on("message", (frame) => this.#received(cbor.decode(frame), resolve));
    });
  }

  #send(fields) {
    this.#socket.send(cbor.encode(fields));
  }

  #received(answer, resolve) {
    if (answer.type === "peer") {
      this.#server = answer.senderId;
      resolve();
    } else if (answer.type === "sync") {
      const waits = this.#sent.get(answer.documentId);
      if (waits && hasHead(Buffer.from(answer.data), waits)) {
        this.#sent.delete(answer.documentId);
        this.acknowledged(answer.documentId, waits);
      }
    } else if (answer.type === "error" || answer.type === "doc-unavailable") {
      throw new Error(`the server says ${answer.type} ${answer.message ?? ""}`);
    }
  }

  /** Sends changes, the last of which is the head then. */
  upload(document, changes, lastSync) {
    const head = changes.at(-1).hash;
    this.#sent.set(document, head);
    this.#send({
      type: "sync",
      senderId: this.name,
      targetId: this.#server,
      documentId: document,
      data: message(head, lastSync, changes.map((change) => change.chunk)),
    });
  }

  /** Whether everything that was sent is acknowledged. */
  get idle() {
    return this.#sent.size === 0;
  }
}

export const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? NaN;

export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** Carries out commands, one a line, and answers each with a line of JSON. */
export async function serve(commands) {
  process.stdin.setEncoding("utf8");
  let rest = "";
  for await (const text of process.stdin) {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const [name, ...words] = line.trim().split(" ");
      const answer = await commands[name](...words.map(Number));
      process.stdout.write(JSON.stringify(answer ?? {}) + "\n");
    }
  }
  process.exit(0);
}
