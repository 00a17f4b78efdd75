// Writes ../resources/coffee/crema/crdt/worker/javascript.json: documents as @automerge/automerge makes them, for the tests of the worker processes.
// npm ci && node worker.mjs
import * as A from '@automerge/automerge'
import { mkdirSync, writeFileSync } from 'node:fs'

const out = new URL('../resources/coffee/crema/crdt/worker/javascript.json', import.meta.url)
const base64 = bytes => Buffer.from(bytes).toString('base64')

// As the server reads documents: text as string, counters as numbers, times as ISO texts, bytes as Base64.
function read(value) {
  if (value instanceof A.Counter) return Number(value.value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return base64(value)
  if (A.isImmutableString(value)) return value.toString()
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(read)
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, read(v)]))
  return value
}

function record(actor) {
  let doc = A.init({ actor })
  const changes = []
  const states = []
  return {
    change(edit) {
      doc = A.change(doc, { time: 0 }, edit)
      changes.push(base64(A.getLastLocalChange(doc)))
    },
    state() {
      states.push({ changes: changes.length, heads: A.getHeads(doc), content: read(doc) })
    },
    get doc() { return doc },
    made: () => ({ changes, states, document: base64(A.save(doc)) }),
  }
}

const kinds = record('aa01')
kinds.change(d => {
  d.text = 'Hello ☕'
  d.whole = 1
  d.half = 1.5
  d.truth = true
  d.nothing = null
  d.list = [1, 'two', { three: 'v' }]
  d.when = new Date(1700000000000)
  d.bytes = new Uint8Array([1, 2, 3])
  d.votes = new A.Counter(3)
  d.map = { deep: { er: 'x' } }
  d.fixed = new A.ImmutableString('fixed')
  d.large = Number.MAX_SAFE_INTEGER
  d.negative = -5
  d.empty = ''
  d['a/b~c'] = 'slash and tilde'
})
kinds.state()
kinds.change(d => {
  A.splice(d, ['text'], 6, 0, 'big ')
  d.votes.increment(2)
  d.list.push(4)
})
kinds.change(d => {
  delete d.nothing
  d.list.splice(0, 1)
  d.map.deep.er = 'y 𝄞 clef'
})
kinds.state()

const typing = record('bb02')
typing.change(d => { d.notes = ''; d.score = 0; d.done = false })
for (let i = 0; i < 150; i++) {
  typing.change(d => {
    A.splice(d, ['notes'], d.notes.length, 0, 'sweet, citric, clean. '[i % 22])
    if (i % 7 === 0) d.score = 80 + i / 8
    if (i % 11 === 0) d.done = !d.done
  })
  if (i === 70) typing.state()
}
typing.state()

const left = record('cc03')
left.change(d => { d.shared = 'cup'; d.list = [] })
left.state()
let right = A.clone(left.doc, { actor: 'dd04' })
left.change(d => { d.who = 'left'; A.splice(d, ['shared'], 0, 0, 'big '); d.list.push('l') })
const fork = []
for (const edit of [d => { d.who = 'right'; A.splice(d, ['shared'], 3, 0, 's') }, d => { d.list.push('r') }]) {
  right = A.change(right, { time: 0 }, edit)
  fork.push(base64(A.getLastLocalChange(right)))
}
const merged = A.merge(A.clone(left.doc), right)
const concurrent = left.made()
concurrent.changes.push(...fork)
concurrent.states.push({ changes: concurrent.changes.length, heads: A.getHeads(merged), content: read(merged) })
concurrent.document = base64(A.save(merged))

mkdirSync(new URL('.', out), { recursive: true })
writeFileSync(out, JSON.stringify({ kinds: kinds.made(), typing: typing.made(), concurrent }, null, 1) + '\n')
