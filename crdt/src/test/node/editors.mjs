// People with unmodified automerge-repo clients, and what a test asks of them.
import { Repo, Counter } from '@automerge/automerge-repo'
import * as A from '@automerge/automerge'
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket'

export { A, Counter }

const RETRY_MS = 250
const PATIENCE_MS = 20_000

// The adapter throws what a socket reports, from inside of an event: a node that dies is no fault of a test.
process.on('uncaughtException', error => {
  if (!['ECONNRESET', 'EPIPE'].includes(error?.code) && !/socket hang up|Unexpected server response|before the connection was established/.test(error?.message)) {
    console.error(error)
    process.exit(2)
  }
})

export const pause = ms => new Promise(resolve => setTimeout(resolve, ms))

/** Until it is so; says what it waited for when it never was. */
export async function until(what, condition, patienceMs = PATIENCE_MS) {
  const end = Date.now() + patienceMs
  for (;;) {
    const seen = await condition()
    if (seen) return seen
    if (Date.now() > end) throw new Error(`never: ${what}`)
    await pause(20)
  }
}

export function check(what, holds) {
  if (!holds) throw new Error(`not so: ${what}`)
}

/** The same numbers for the same seed. */
export function random(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return { below: n => Math.floor(next() * n), next }
}

export class Editor {
  constructor(name, token, room, storage) {
    this.name = name
    this.token = token
    this.room = room
    this.errors = []
    this.closes = []
    this.repo = new Repo({ peerId: `${name}-${Math.random().toString(36).slice(2)}`, network: [], storage })
    this.adapter = null
  }

  /** Goes online, at a node. */
  connect(ws) {
    this.disconnect()
    const room = this.room ? `&room=${this.room}` : ''
    this.adapter = new WebSocketClientAdapter(`${ws}?access_token=${this.token}${room}`, RETRY_MS)
    this.repo.networkSubsystem.addNetworkAdapter(this.adapter)
    const receive = this.adapter.receiveMessage.bind(this.adapter)
    this.adapter.receiveMessage = bytes => {
      this.#note(bytes)
      receive(bytes)
    }
    return this
  }

  #note(bytes) {
    const text = Buffer.from(bytes).toString('latin1')
    if (text.includes('dtypeeerror')) this.errors.push(text)
  }

  /** Goes offline. */
  disconnect() {
    if (this.adapter) {
      this.repo.networkSubsystem.removeNetworkAdapter(this.adapter)
      this.adapter.retryInterval = 0
      this.adapter = null
    }
  }

  online() {
    return until(`${this.name} is online`, () => this.repo.peers.length > 0)
  }

  /** The server's name for what it has stored. */
  get storageId() {
    return Object.values(this.repo.peerMetadataByPeerId).map(metadata => metadata.storageId).find(id => id)
  }

  /** Whether the server says that it has stored all that this editor has of the document. */
  saved(handle) {
    const info = this.storageId && handle.getSyncInfo(this.storageId)
    return info && same(info.lastHeads, handle.heads())
  }

  async close() {
    this.disconnect()
  }
}

export const same = (a, b) => [...a].sort().join() === [...b].sort().join()

/** Until all have the same document, and the server has it too. */
export async function agreed(editors, handles, patienceMs = PATIENCE_MS) {
  try {
    await until('all agree', () => handles.every(handle => same(handle.heads(), handles[0].heads())), patienceMs)
    await until('all is saved', () => editors.every((editor, i) => !editor.adapter || editor.saved(handles[i])), patienceMs)
  } catch (error) {
    handles.forEach((handle, i) => console.error(editors[i].name, handle.state, handle.heads().join(), JSON.stringify(handle.getSyncInfo(editors[i].storageId ?? '') ?? null)))
    throw error
  }
  const texts = handles.map(handle => JSON.stringify(A.toJS(handle.doc())))
  check('the same content', texts.every(text => text === texts[0]))
}
