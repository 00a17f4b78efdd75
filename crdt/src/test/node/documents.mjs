// node documents.mjs <scenario> <{ws: [...], tokens: {...}, room, seed}>: ends with 0 when all was as it should be.
import { A, Counter, Editor, agreed, check, pause, random, same, until } from './editors.mjs'

const [scenario, settings] = [process.argv[2], JSON.parse(process.argv[3])]
const { ws, tokens, room } = settings
const editors = []
const editor = (name, node = 0, where = room) => {
  const made = new Editor(name, tokens[name], where).connect(ws[node])
  editors.push(made)
  return made
}
const others = count => Array.from({ length: count }, (_, i) => editor(`cupper${i}`))

const START = { text: 'Aroma: ', notes: ['peach'], scores: { body: 7 }, cups: new Counter(0), done: false }

/** One small edit of any kind. */
function edit(handle, dice, who) {
  handle.change(d => {
    switch (dice.below(8)) {
      case 0: case 1: case 2: A.splice(d, ['text'], dice.below(d.text.length + 1), 0, 'abc😀'[dice.below(3)]); break
      case 3: if (d.text.length > 0) A.splice(d, ['text'], dice.below(d.text.length), 1); break
      case 4: d.notes.splice(dice.below(d.notes.length + 1), 0, `${who}${dice.below(1000)}`); break
      case 5: if (d.notes.length > 1) d.notes.splice(dice.below(d.notes.length), 1); break
      case 6: d.scores[`s${dice.below(6)}`] = dice.below(100); break
      case 7: d.cups.increment(dice.below(3) + 1); break
    }
  })
}

const scenarios = {
  async two_share_a_document() {
    const ann = editor('ann'), bob = editor('bob')
    await ann.online()
    const mine = ann.repo.create(START)
    await until('ann is told that it is saved', () => ann.saved(mine))
    const his = await bob.repo.find(mine.url)
    check('bob reads it', his.doc().text === 'Aroma: ' && his.doc().scores.body === 7)
    mine.change(d => { A.splice(d, ['text'], 7, 0, 'jasmin'); d.cups.increment(2) })
    his.change(d => { d.notes.push('apricot'); d.scores.body = 8; d.cups.increment(3) })
    await agreed([ann, bob], [mine, his])
    check('nothing is lost', mine.doc().text === 'Aroma: jasmin' && mine.doc().cups.value === 5 && mine.doc().notes.length === 2)
    const heard = []
    his.on('ephemeral-message', ({ message, senderId }) => heard.push([message.cursor, senderId]))
    for (let i = 0; i < 5; i++) mine.broadcast({ cursor: i })
    await until('bob sees the cursor', () => heard.length === 5)
    check('once each, in order, from ann', heard.every(([cursor, sender], i) => cursor === i && sender === ann.repo.peerId))
    return mine.url
  },

  async ten_editors_at_once() {
    const all = others(10)
    await all[0].online()
    const first = all[0].repo.create(START)
    await until('it is saved', () => all[0].saved(first))
    const handles = await Promise.all(all.map((one, i) => (i === 0 ? first : one.repo.find(first.url))))
    await Promise.all(handles.map(async (handle, i) => {
      const dice = random(settings.seed + i)
      for (let n = 0; n < 40; n++) { edit(handle, dice, all[i].name); await pause(dice.below(40)) }
    }))
    await agreed(all, handles)
  },

  async offline_and_back() {
    const ann = editor('ann'), bob = editor('bob')
    await ann.online()
    const mine = ann.repo.create(START)
    await until('it is saved', () => ann.saved(mine))
    const his = await bob.repo.find(mine.url)
    bob.disconnect()
    const dice = random(settings.seed)
    for (let n = 0; n < 60; n++) { edit(his, dice, 'bob'); edit(mine, dice, 'ann') }
    await until('ann goes on', () => ann.saved(mine))
    check('bob is apart', !same(mine.heads(), his.heads()))
    bob.connect(ws[0])
    await agreed([ann, bob], [mine, his])
  },

  async another_node() {
    const ann = editor('ann', 0), bob = editor('bob', 1)
    await ann.online()
    const mine = ann.repo.create(START)
    await until('it is saved', () => ann.saved(mine))
    const his = await bob.repo.find(mine.url)
    const heard = []
    his.on('ephemeral-message', ({ message }) => heard.push(message))
    const dice = random(settings.seed)
    for (let n = 0; n < 20; n++) { edit(his, dice, 'bob'); edit(mine, dice, 'ann'); await pause(10) }
    await agreed([ann, bob], [mine, his])
    mine.broadcast('over there')
    await until('the other node hears', () => heard.includes('over there'))
    ann.disconnect()
    for (let n = 0; n < 10; n++) edit(mine, dice, 'ann')
    ann.connect(ws[1])
    await agreed([ann, bob], [mine, his])
  },

  /** The test kills the first node when it reads KILL. */
  async a_node_dies() {
    const all = [editor('ann', 0), editor('bob', 0), editor('eve', 1)]
    await all[0].online()
    const first = all[0].repo.create(START)
    await until('it is saved', () => all[0].saved(first))
    const handles = [first, await all[1].repo.find(first.url), await all[2].repo.find(first.url)]
    let typing = true, kills = 0
    const work = handles.map(async (handle, i) => {
      const dice = random(settings.seed + i)
      for (let n = 0; n < 150; n++) {
        edit(handle, dice, all[i].name)
        await pause(15)
        if (i === 0 && n === 50) { console.log('KILL'); kills++ }
        if (n === 100 && i < 2) all[i].connect(ws[1])
      }
    })
    await Promise.all(work)
    await agreed(all, handles)
  },

  /** A thousand edits by six people on all nodes, who come and go. */
  async a_thousand_random_edits() {
    console.log(`seed ${settings.seed}`)
    const dice = random(settings.seed)
    const all = Array.from({ length: 6 }, (_, i) => editor(`cupper${i}`, i % ws.length))
    await all[0].online()
    const first = all[0].repo.create(START)
    await until('it is saved', () => all[0].saved(first))
    const handles = await Promise.all(all.map((one, i) => (i === 0 ? first : one.repo.find(first.url))))
    for (let n = 0; n < 1000; n++) {
      const i = dice.below(all.length)
      edit(handles[i], dice, all[i].name)
      if (dice.below(60) === 0) all[i].disconnect()
      if (dice.below(4) === 0) for (const one of all) if (!one.adapter && dice.below(8) === 0) one.connect(ws[dice.below(ws.length)])
      await pause(dice.below(3) === 0 ? dice.below(12) : 0)
    }
    for (const one of all) if (!one.adapter) one.connect(ws[dice.below(ws.length)])
    await agreed(all, handles, 40_000)
    const reader = editor('eve', ws.length - 1)
    await agreed([...all, reader], [...handles, await reader.repo.find(first.url)])
  },

  /** What one may not do harms nobody. The test takes away ann's role when it reads KICK. */
  async rights() {
    const host = editor('host'), ann = editor('ann'), looker = editor('looker'), stranger = editor('stranger')
    await host.online()
    const hosts = host.repo.create(START)
    await until('it is saved', () => host.saved(hosts))
    const anns = await ann.repo.find(hosts.url)
    const seen = await looker.repo.find(hosts.url)
    const refused = await stranger.repo.find(hosts.url).then(() => false, () => true)
    check('a stranger finds nothing', refused)
    seen.change(d => { d.scores.forged = 100 })
    await until('the onlooker is told', () => looker.errors.length > 0)
    anns.change(d => { d.scores.real = 9 })
    await agreed([host, ann], [hosts, anns])
    check('what the onlooker wrote is nowhere', hosts.doc().scores.forged === undefined)
    await until('the onlooker still sees what others do', () => seen.doc().scores.real === 9)
    console.log('KICK')
    await until('ann is told', () => ann.errors.length > 0, 5_000)
    hosts.change(d => { d.scores.secret = 1 })
    await until('it is saved', () => host.saved(hosts))
    anns.change(d => { d.scores.late = 1 })
    await pause(500)
    check('ann neither reads nor writes', anns.doc().scores.secret === undefined && hosts.doc().scores.late === undefined)
    const own = editor('ann', 0, null)
    await own.online()
    const diary = own.repo.create({ text: 'mine' })
    await until('her own document is saved', () => own.saved(diary))
    const peek = await host.repo.find(diary.url).then(() => false, () => true)
    check('nobody else finds it', peek)
  },

  async a_long_history_is_loaded_and_left() {
    const ann = editor('ann')
    const mine = ann.repo.create(START)
    for (let n = 0; n < 1500; n++) mine.change(d => A.splice(d, ['text'], d.text.length, 0, 'x'))
    await until('all is saved', () => ann.saved(mine), 40_000)
    const bob = editor('bob')
    const his = await bob.repo.find(mine.url)
    await agreed([ann, bob], [mine, his])
  },
}

try {
  await scenarios[scenario]()
  console.log('DONE')
  process.exit(0)
} catch (error) {
  console.error(error)
  for (const one of editors) if (one.errors.length) console.error(one.name, 'was told', one.errors.slice(0, 3))
  process.exit(1)
}
