// Writes ../resources/coffee/crema/crdt/golden.json: what the JavaScript libraries put on the wire, with what they themselves read in it.
//   npm ci && node golden.mjs
import * as A from '@automerge/automerge'
import { cbor } from '@automerge/automerge-repo'
import { mkdirSync, writeFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import bs58check from 'bs58check'

const base64 = bytes => Buffer.from(bytes).toString('base64')
const leb = n => { const out = []; do { const low = n & 127; n >>>= 7; out.push(n ? low | 128 : low) } while (n); return Buffer.from(out) }

const actors = ['aa'.repeat(16), 'bb'.repeat(16)]
let a = A.init({ actor: actors[0] })
a = A.change(a, { message: 'made', time: 1760000000 }, d => { d.text = ''; d.list = []; d.cups = new A.Counter(3) })
a = A.change(a, { time: -5 }, d => A.splice(d, ['text'], 0, 0, 'jasmin'))
let b = A.clone(a, { actor: actors[1] })
a = A.change(a, { time: 0 }, d => d.list.push('peach'))
b = A.change(b, { time: 1, message: 'süß' }, d => d.cups.increment(2))
a = A.merge(a, b)
a = A.change(a, { time: 2 }, d => { d.done = true })
const made = A.getAllChanges(a).map(chunk => {
  const d = A.decodeChange(chunk)
  return { chunk: base64(chunk), hash: d.hash, dependencies: d.deps, actor: d.actor, seq: d.seq, startOp: d.startOp, time: d.time, message: d.message ?? '' }
})

let big = A.init({ actor: actors[0] })
big = A.change(big, { time: 3 }, d => { d.text = 'The quick brown fox '.repeat(40) })
const plain = Buffer.from(A.getLastLocalChange(big))
let at = 9
while (plain[at++] & 128);
const body = deflateRawSync(plain.subarray(at))
const deflated = Buffer.concat([plain.subarray(0, 8), Buffer.from([2]), leb(body.length), body])
if (A.getHeads(A.applyChanges(A.init(), [deflated])[0])[0] !== A.getHeads(big)[0]) throw new Error('not what Automerge reads')

// A whole conversation between two peers who share a part. Neither sees the other's flags, as neither sees any of Crema: so they speak version 1.
const withoutFlags = message => message.slice(0, -3)
const syncs = [], filters = []
const seen = (message, doc) => {
  const d = A.decodeSyncMessage(message)
  syncs.push({ bytes: base64(message), heads: d.heads, need: d.need,
    have: d.have.map(h => ({ lastSync: h.lastSync, bloom: base64(h.bloom) })), changes: d.changes.map(base64) })
  if (d.have[0]?.bloom.length) {
    const all = new Map(A.getAllChanges(doc).map(c => A.decodeChange(c)).map(c => [c.hash, c]))
    const shared = new Set(), open = [...d.have[0].lastSync]
    while (open.length) { const hash = open.pop(); if (all.has(hash) && !shared.has(hash)) { shared.add(hash); open.push(...all.get(hash).deps) } }
    filters.push({ bloom: base64(d.have[0].bloom), holds: [...all.keys()].filter(h => !shared.has(h)) })
  }
}
let x = A.clone(a, { actor: actors[0] }), y = A.clone(a, { actor: actors[1] })
for (let i = 0; i < 40; i++) x = A.change(x, { time: 4 }, d => A.splice(d, ['text'], 0, 0, 'x'))
for (let i = 0; i < 7; i++) y = A.change(y, { time: 5 }, d => A.splice(d, ['text'], 0, 0, 'y'))
let sx = A.initSyncState(), sy = A.initSyncState(), m
for (let round = 0, quiet = 0; quiet < 2 && round < 20; round++) {
  quiet = 0;
  [sx, m] = A.generateSyncMessage(x, sx)
  if (m) { seen(m, x); [y, sy] = A.receiveSyncMessage(y, sy, withoutFlags(m)) } else quiet++;
  [sy, m] = A.generateSyncMessage(y, sy)
  if (m) { seen(m, y); [x, sx] = A.receiveSyncMessage(x, sx, withoutFlags(m)) } else quiet++
}
if (A.getHeads(x).join() !== A.getHeads(y).join()) throw new Error('they do not agree')

const documentId = bs58check.encode(Buffer.from(Array.from({ length: 16 }, (_, i) => i * 17)))
const address = { senderId: 'peer-a', targetId: 'crema', documentId }
const messages = [
  ['join', { type: 'join', senderId: 'peer-a', peerMetadata: { storageId: 'storage-a', isEphemeral: false }, supportedProtocolVersions: ['1'] }],
  ['join bare', { type: 'join', senderId: 'peer-b', peerMetadata: {} }],
  ['request', { type: 'request', ...address, data: Buffer.from(syncs[0].bytes, 'base64') }],
  ['sync', { type: 'sync', ...address, data: Buffer.from(syncs[1].bytes, 'base64') }],
  ['ephemeral', { type: 'ephemeral', ...address, count: 7, sessionId: 's-1', data: cbor.encode({ cursor: 3 }) }],
  ['ephemeral long', { type: 'ephemeral', ...address, count: 5000000000, sessionId: 's-1', data: cbor.encode('x'.repeat(300)) }],
  ['doc-unavailable', { type: 'doc-unavailable', ...address }],
  ['remote-subscription-change', { type: 'remote-subscription-change', senderId: 'peer-a', targetId: 'crema', add: ['storage-x'], remove: [] }],
  ['remote-heads-changed', { type: 'remote-heads-changed', ...address, newHeads: { 'storage-x': { heads: ['ab'], timestamp: 1760000000000 } } }],
  ['leave', { type: 'leave', senderId: 'peer-a' }],
  ['error', { type: 'error', senderId: 'peer-a', targetId: 'crema', message: 'no' }],
].map(([name, message]) => ({ name, cbor: base64(cbor.encode(message)) }))

const ids = [Buffer.alloc(16), Buffer.from(Array.from({ length: 16 }, (_, i) => i * 17)), Buffer.alloc(16, 255), Buffer.concat([Buffer.alloc(3), Buffer.alloc(13, 9)])]
  .map(bytes => ({ hex: bytes.toString('hex'), id: bs58check.encode(bytes) }))

const folder = new URL('../resources/coffee/crema/crdt/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('golden.json', folder), JSON.stringify(
  { changes: made, deflated: { deflated: base64(deflated), plain: base64(plain) }, document: base64(A.save(a)), syncs, filters, messages, ids }, null, 1) + '\n')
