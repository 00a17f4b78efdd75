// Editors of one text: unmodified automerge-repo clients.
//
// usage: node editors.mjs URL COUNT, then commands on standard input:
//   type RATE SECONDS  so many one-character splices a second by all together; open loop
//   burst COUNT        so many splices as fast as one editor can, until all have all
import * as A from "@automerge/automerge";
import { Repo } from "@automerge/automerge-repo";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";
import { pause, percentile, serve } from "./wire.mjs";

const [url, words] = process.argv.slice(2);
const count = Number(words);
const ARRIVAL_MAX = 20_000;

/** When each editor's splices were made, and how many of each each other editor has seen: an editor's splices arrive in their order. */
const made = Array.from({ length: count }, () => []);
const seen = Array.from({ length: count }, () => new Array(count).fill(0));
let lags = [];

const letter = (editor) => String.fromCharCode(97 + editor);

const repos = Array.from(
  { length: count },
  (_, n) => new Repo({ network: [new WebSocketClientAdapter(url)], peerId: `editor-${n}-${process.pid}`, sharePolicy: async () => true }),
);
const first = repos[0].create({ text: "" });
await pause(1_000);
const handles = [first];
for (const repo of repos.slice(1)) handles.push(await repo.find(first.url));
handles.forEach((handle, reader) =>
  handle.on("change", ({ patches }) => {
    const now = performance.now();
    for (const patch of patches) if (patch.action === "splice") for (const char of patch.value) arrived(reader, char.charCodeAt(0) - 97, now);
  }),
);

function arrived(reader, writer, now) {
  if (reader === writer) return;
  lags.push(now - made[writer][seen[reader][writer]++]);
}

function splice(editor) {
  made[editor].push(performance.now());
  handles[editor].change((doc) => A.splice(doc, ["text"], Math.floor(Math.random() * (doc.text.length + 1)), 0, letter(editor)));
}

const missing = () => seen.reduce((sum, row, reader) => sum + row.reduce((s, n, writer) => s + (writer === reader ? 0 : made[writer].length - n), 0), 0);

async function arrivals() {
  const until = performance.now() + ARRIVAL_MAX;
  while (missing() > 0 && performance.now() < until) await pause(5);
  return missing();
}

await serve({
  async type(rate, seconds) {
    lags = [];
    const start = performance.now();
    const all = rate * seconds;
    for (let sent = 0; sent < all; ) {
      const due = Math.min(all, Math.floor(((performance.now() - start) * rate) / 1000));
      for (; sent < due; sent++) splice(sent % count);
      await pause(2);
    }
    const lost = await arrivals();
    lags.sort((a, b) => a - b);
    return { changes: all, lost, p50: percentile(lags, 50), p99: percentile(lags, 99) };
  },

  async burst(size) {
    const start = performance.now();
    for (let n = 0; n < size; n++) {
      splice(0);
      if (n % 50 === 49) await pause(0);
    }
    const lost = await arrivals();
    return { changes: size, lost, seconds: (performance.now() - start) / 1000 };
  },
});
