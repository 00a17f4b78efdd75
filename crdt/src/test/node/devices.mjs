// node devices.mjs: people's devices with unmodified automerge-repo clients, told what to do line by line: each line of JSON is answered by one of {ok} or {failed}.
import { createInterface } from 'node:readline'
import { A, Editor, until } from './editors.mjs'

const devices = new Map()
const handles = new Map()
const URL = 'automerge:'

const handle = ({ device, doc }) => handles.get(`${device} ${doc}`)

/** Sets one value by JSON pointer, as an application does: strings stay texts. */
function put(document, pointer, value) {
  const steps = pointer.slice(1).split('/')
  const last = steps.pop()
  const holder = steps.reduce((here, step) => here[step], document)
  holder[last] = value
}

const actions = {
  connect({ device, token, ws }) {
    if (!devices.has(device)) devices.set(device, new Editor(device, token, null))
    devices.get(device).connect(ws)
    return devices.get(device).online().then(() => true)
  },

  disconnect: ({ device }) => devices.get(device).disconnect(),

  /** What is found: the content, or null for what there is not. */
  async open({ device, doc }) {
    try {
      const found = await devices.get(device).repo.find(URL + doc, { signal: AbortSignal.timeout(8_000) })
      handles.set(`${device} ${doc}`, found)
      return A.toJS(found.doc())
    } catch (error) {
      if (error?.name === 'TimeoutError' || error?.name === 'AbortError') throw error
      return null
    }
  },

  set(ask) {
    handle(ask).change(document => Object.entries(ask.sets).forEach(([pointer, value]) => put(document, pointer, value)))
  },

  /** Letters are put into a text. */
  type(ask) {
    handle(ask).change(document => A.splice(document, ask.path, ask.at ?? 0, 0, ask.text))
  },

  saved: ask => until(`${ask.device} is saved`, () => devices.get(ask.device).saved(handle(ask))),

  /** Until the device shows this value at a pointer. */
  shows: ask =>
    until(`${ask.device} shows ${ask.value} at ${ask.pointer}`, () => {
      const shown = ask.pointer.slice(1).split('/').reduce((here, step) => here?.[step], handle(ask).doc())
      return JSON.stringify(shown) === JSON.stringify(ask.value)
    }).then(() => true),

  read: ask => A.toJS(handle(ask).doc()),

  /** How often it was told that it may not. */
  refusals: ({ device }) => devices.get(device).errors.length,
}

for await (const line of createInterface({ input: process.stdin })) {
  const ask = JSON.parse(line)
  try {
    const answer = await actions[ask.do](ask)
    console.log(JSON.stringify({ ok: answer ?? null }))
  } catch (error) {
    console.log(JSON.stringify({ failed: String(error?.stack ?? error) }))
  }
}
process.exit(0)
