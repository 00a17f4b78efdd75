import { Chat } from '/chat.js';
import { CremaClient } from '/crema-client.js';
import { People } from '/people.js';

const NAME_KEY = 'crema.name';
/** Typing is told again after this time, and is over after as long without a key. */
const TYPING_MS = 4_000;
const CLOSED = {
  1000: 'You have left.',
  3500: 'Your token was not accepted.',
  3504: 'You were asked to leave.',
  3505: 'This window sent too much.',
};
const OUT = {
  left: 'You have left the room.',
  kicked: 'The host asked you to leave the room.',
  banned: 'You were shut out of the room.',
  closed: 'The room was closed.',
};

const element = (id) => document.getElementById(id);

/** The person, the room and the connection, from taking a seat until leaving. */
class Visit {
  #client;
  #room;
  #chat = new Chat((type, data) => this.#toRoom(type, data));
  #people = new People();
  #typingSince = 0;
  #typingTimer = null;

  constructor(room, token) {
    this.#room = room;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    this.#client = new CremaClient({ url: `${scheme}://${location.host}/ws`, token, name: 'crema-page/1.0' })
      .on('state', showState)
      .on('online', ({ user }) => {
        this.#chat.me = user.id;
        this.#people.me = user.id;
      })
      .on('snapshot', (message) => this.#ofOurRoom(message) && this.#replace(message.data))
      .on('event', (message) => this.#ofOurRoom(message) && this.#happened(message))
      .on('moved', (message) => this.#ofOurRoom(message) && this.#out(message.reason));
  }

  /** Connects and joins; makes the room when there is none. Ends when the room is on the screen. */
  async begin() {
    this.#client.open();
    try {
      await this.#join();
    } catch (refusal) {
      this.#client.close();
      throw refusal;
    }
  }

  async #join() {
    const room = this.#room;
    try {
      return await this.#client.send('room.join', { room });
    } catch (refusal) {
      if (refusal.code !== 'not_found') {
        throw refusal;
      }
    }
    try {
      await this.#client.send('room.create', { id: room, type: 'cupping', title: room, visibility: 'public' });
    } catch (refusal) {
      if (refusal.code !== 'conflict') {
        throw refusal; // a conflict: somebody made it at the same moment
      }
    }
    return this.#client.send('room.join', { room });
  }

  say(text) {
    this.#typed(false);
    this.#chat.say(text);
  }

  /** Others are told at most every few seconds, and forget it when it is over. */
  typing() {
    if (Date.now() - this.#typingSince > TYPING_MS) {
      this.#typed(true);
    }
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.#typed(false), TYPING_MS);
  }

  hurry() {
    this.#client.hurry();
  }

  end() {
    this.#client.close();
  }

  #typed(typing) {
    clearTimeout(this.#typingTimer);
    if (typing || this.#typingSince) {
      this.#typingSince = typing ? Date.now() : 0;
      const update = { room: this.#room, state: { typing } };
      this.#client.send('presence.update', update, { volatile: true }).catch(() => {}); // only worth telling now
    }
  }

  async #toRoom(type, data) {
    element('notice').textContent = '';
    try {
      return await this.#client.send(type, { room: this.#room, ...data });
    } catch (refusal) {
      const wait = refusal.retryAfterMs ? ` Try again in ${Math.ceil(refusal.retryAfterMs / 1000)} s.` : '';
      if (type !== 'chat.say') { // which says it beside the message
        element('notice').textContent = refusal.message + wait;
      }
      throw refusal;
    }
  }

  #ofOurRoom({ channel }) {
    return channel === `room:${this.#room}`;
  }

  #replace({ room, chat }) {
    showTitle(room.title);
    this.#chat.replace(chat);
  }

  #happened({ event, data }) {
    switch (event) {
      case 'chat.said':
      case 'chat.edited':
      case 'chat.deleted':
        this.#chat.show(data.message);
        break;
      case 'presence_state':
        this.#people.replace(data);
        break;
      case 'presence_diff':
        this.#people.change(data);
        break;
      case 'presence_update':
        this.#people.update(data);
        break;
      case 'room.updated':
        showTitle(data.room.title);
        break;
      default: // not shown here
    }
  }

  #out(reason) {
    this.#client.close();
    element('connection').textContent = OUT[reason] ?? `You are out of the room: ${reason}.`;
  }
}

let visit = null;

function showState({ state, code, reason }) {
  const words = {
    connecting: 'Connecting…',
    online: 'Connected',
    waiting: 'Away, coming back…',
    closed: CLOSED[code] ?? `Closed: ${reason || code}`,
  };
  element('connection').dataset.state = state;
  element('connection').textContent = words[state];
  for (const field of element('say').elements) {
    field.disabled = state === 'closed';
  }
  if (!element('entrance').hidden) {
    element('entrance-error').textContent = state === 'waiting' ? 'The node does not answer. Trying again…' : '';
  }
}

function showTitle(title) {
  element('title').textContent = title;
  document.title = `${title} · Crema`;
}

/** `#room=demo` in the address is the link of a room. */
function roomInAddress() {
  return new URLSearchParams(location.hash.slice(1)).get('room');
}

/** The same name is the same person: two windows of Ann are two devices of one. Ids are ASCII; `guest-` and `service-` are the node's own. */
function userIdOf(name) {
  const plain = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/\s+/g, '-');
  const ascii = [...plain].map((letter) => (/[a-z0-9-]/.test(letter) ? letter : `.${letter.codePointAt(0).toString(36)}`)).join('');
  return ascii.replace(/^(guest|service)-/, '$1.').slice(0, 128);
}

async function developmentToken(name) {
  const answer = await fetch('/dev/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: userIdOf(name), name }),
  });
  if (!answer.ok) {
    throw new Error(`no token (${answer.status})`);
  }
  return (await answer.json()).token;
}

async function enter(event) {
  event.preventDefault();
  const room = element('room').value.trim();
  const name = element('name').value.trim();
  const pasted = element('token').value.trim();
  const submit = event.submitter ?? element('enter').querySelector('button');
  submit.disabled = true;
  element('entrance-error').textContent = '';
  visit = new Visit(room, async () => pasted || developmentToken(name));
  try {
    await visit.begin();
    remember(name);
    history.replaceState(null, '', `#${new URLSearchParams({ room })}`);
    element('entrance').hidden = true;
    element('table').hidden = false;
    element('text').focus();
  } catch (refusal) {
    element('entrance-error').textContent = refusal.message;
  }
  submit.disabled = false;
}

function say(event) {
  event.preventDefault();
  const text = element('text').value.trim();
  if (text) {
    element('text').value = '';
    fit();
    visit.say(text);
  }
}

/** As high as what is written in it, up to what the style allows. */
function fit() {
  const { value } = element('text');
  element('text').rows = Math.min(6, value.split('\n').length);
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    element('copy').textContent = 'Copied';
  } catch {
    element('copy').textContent = 'Copy it from the address bar';
  }
}

function remember(name) {
  try {
    localStorage.setItem(NAME_KEY, name);
  } catch {
    // a browser that keeps nothing: the name is asked again next time
  }
}

function remembered() {
  try {
    return localStorage.getItem(NAME_KEY) ?? '';
  } catch {
    return '';
  }
}

/** A node in production has no tokens to give; and who has a token has a name. */
async function askForTheMode() {
  const { mode } = await (await fetch('/web.json')).json();
  const given = mode === 'development';
  element('token-field').hidden = given;
  element('token').required = !given;
  element('name').parentElement.hidden = !given;
  element('name').required = given;
  element(given ? 'name' : 'token').focus();
}

element('room').value = roomInAddress() ?? 'demo';
element('name').value = remembered();
element('enter').addEventListener('submit', enter);
element('say').addEventListener('submit', say);
element('copy').addEventListener('click', copyLink);
element('text').addEventListener('input', () => {
  fit();
  visit.typing();
});
element('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    element('say').requestSubmit();
  }
});
window.addEventListener('pagehide', () => visit?.end()); // a browser may keep the page, and its socket, for the way back
window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
window.addEventListener('online', () => visit?.hurry());
window.addEventListener('hashchange', () => location.reload());
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && visit?.hurry());
askForTheMode();
