// Cuppers, each with a private sheet and a socket, who mark at a steady rate: changes made before, spoken by the wire.
//
// usage: node cuppers.mjs URL, then commands on standard input:
//   open COUNT          so many cuppers come, each with a new sheet
//   mark RATE SECONDS   so many marks a second, in turn; open loop
//   keep COUNT CHANGES  one socket that opens so many documents of so many changes, and stays
import { chain, Client, documentId, pause, percentile, serve } from "./wire.mjs";

const url = process.argv[2];
const MARKS_MAX = 400;
const UPLOAD = 500;
const OPENING_AT_ONCE = 50;
const marks = chain(MARKS_MAX);
const cuppers = [];
let lags = [];

function cupper(number) {
  const one = { document: documentId(), next: 0, due: [] };
  one.client = new Client(url, `cupper-${number}-${process.pid}`, () => {
    const now = performance.now();
    for (const due of one.due) lags.push(now - due);
    one.due = [];
  });
  return one;
}

function mark(one, due) {
  const change = marks[one.next];
  if (!change) throw new Error("the marks are used up");
  one.due.push(due);
  one.client.upload(one.document, [change], one.next === 0 ? [] : [marks[one.next - 1].hash]);
  one.next++;
}

const settled = async (idle) => {
  const until = performance.now() + 20_000;
  while (!idle() && performance.now() < until) await pause(20);
};

await serve({
  async open(count) {
    while (cuppers.length < count) {
      const some = [];
      while (some.length < OPENING_AT_ONCE && cuppers.length + some.length < count) some.push(cupper(cuppers.length + some.length));
      await Promise.all(some.map((one) => one.client.ready));
      some.forEach((one) => mark(one, performance.now()));
      await settled(() => some.every((one) => one.client.idle));
      cuppers.push(...some);
    }
    return { open: cuppers.length, waiting: cuppers.filter((one) => !one.client.idle).length };
  },

  async mark(rate, seconds) {
    lags = [];
    const start = performance.now();
    const count = rate * seconds;
    for (let sent = 0; sent < count; ) {
      const due = Math.min(count, Math.floor(((performance.now() - start) * rate) / 1000));
      for (; sent < due; sent++) mark(cuppers[sent % cuppers.length], start + (sent * 1000) / rate);
      await pause(2);
    }
    await settled(() => cuppers.every((one) => one.client.idle));
    lags.sort((a, b) => a - b);
    return { changes: count, lost: count - lags.length, p50: percentile(lags, 50), p99: percentile(lags, 99) };
  },

  async keep(count, changes) {
    const log = chain(changes);
    const client = new Client(url, `keeper-${changes}-${process.pid}`, () => {});
    await client.ready;
    for (let n = 0; n < count; n++) {
      const document = documentId();
      for (let from = 0; from < changes; from += UPLOAD) {
        client.upload(document, log.slice(from, from + UPLOAD), from === 0 ? [] : [log[from - 1].hash]);
        await settled(() => client.idle);
        if (!client.idle) return { kept: n };
      }
    }
    return { kept: count };
  },
});
