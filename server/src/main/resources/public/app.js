import { CremaClient } from '/crema-client.js';
import { Chat } from '/chat.js';
import { People } from '/people.js';

const element = (id) => document.getElementById(id);

const TYPING_SHOWN_MS = 4_000;
const STATES = {
  connecting: 'Connecting…',
  online: 'Connected',
  waiting: 'Connection lost, coming back…',
  closed: 'Closed',
};

let client = null;
let room = null;
let me = null;
let typingSince = 0;
let typingTimer = null;

const chat = new Chat(element('messages'), (type, data) => command(type, data));
const people = new People(element('people'), element('count'), element('typing'));

/** `#room=demo` in the address is the room's link. */
function roomInAddress() {
  return new URLSearchParams(location.hash.slice(1)).get('room');
}

/** The same name is the same person: two windows of Ann are two devices of one. */
function userIdOf(name) {
  const plain = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return plain || 'anyone';
}

async function developmentToken(user, name) {
  const answer = await fetch('/dev/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user, name }),
  });
  if (!answer.ok) {
    throw new Error(`no token (${answer.status})`);
  }
  return (await answer.json()).token;
}

async function enter(event) {
  event.preventDefault();
  element('entrance-error').textContent = '';
  const name = element('name').value.trim();
  const given = element('token').value.trim();
  const user = userIdOf(name);
  room = element('room').value.trim();
  client?.close();
  client = new CremaClient(
    `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`,
    () => (given ? Promise.resolve(given) : developmentToken(user, name)),
  );
  client
    .on('state', showState)
    .on('online', (answer) => {
      me = answer.user;
      chat.me = me.id;
    })
    .on('snapshot', snapshot)
    .on('event', happened)
    .on('moved', moved);
  client.open();
  try {
    const answer = await joinOrCreate();
    location.hash = new URLSearchParams({ room }).toString();
    showTable(answer.role);
  } catch (refusal) {
    client.close();
    element('entrance-error').textContent = refusal.message;
  }
}

async function joinOrCreate() {
  try {
    return await client.send('room.join', { room });
  } catch (refusal) {
    if (refusal.code !== 'not_found') {
      throw refusal;
    }
  }
  try {
    await client.send('room.create', { id: room, type: 'tasting', title: room, visibility: 'public' });
  } catch (refusal) {
    if (refusal.code !== 'conflict') {
      throw refusal; // somebody else made it at the same moment: fine
    }
  }
  return client.send('room.join', { room });
}

function showTable(role) {
  element('entrance').hidden = true;
  element('table').hidden = false;
  element('role').textContent = `You are here as ${role}.`;
  element('text').focus();
}

function showState({ state, reason }) {
  const pill = element('connection');
  pill.hidden = false;
  pill.dataset.state = state;
  pill.textContent = state === 'closed' && reason ? `Closed: ${reason}` : STATES[state];
}

function snapshot({ channel, data }) {
  if (channel !== `room:${room}`) {
    return;
  }
  element('title').textContent = data.room.title;
  document.title = `${data.room.title} · Crema`;
  chat.replace(data.chat?.messages ?? []);
  if (data.presence) {
    people.replace(data.presence);
  }
}

function happened({ channel, event, data }) {
  if (channel !== `room:${room}`) {
    return;
  }
  switch (event) {
    case 'chat.said':
    case 'chat.edited':
    case 'chat.deleted':
      chat.show(data.message);
      break;
    case 'presence_state':
      people.replace(data);
      break;
    case 'presence_diff':
      people.change(data);
      break;
    case 'presence_update':
      people.update(data);
      break;
    case 'room.updated':
      element('title').textContent = data.room.title;
      break;
    case 'room.role-changed':
      if (data.user === me.id) {
        element('role').textContent = `You are here as ${data.role}.`;
      }
      break;
    default: // nothing of ours
  }
}

function moved({ channel, reason }) {
  if (channel === `room:${room}`) {
    element('table').hidden = true;
    element('entrance').hidden = false;
    element('entrance-error').textContent = `You are out of the room: ${reason}.`;
    client.close();
  }
}

async function command(type, data) {
  try {
    element('say-error').textContent = '';
    return await client.send(type, { room, ...data });
  } catch (refusal) {
    const wait = refusal.retryAfterMs ? ` Try again in ${Math.ceil(refusal.retryAfterMs / 1000)} s.` : '';
    element('say-error').textContent = refusal.message + wait;
    return null;
  }
}

async function say(event) {
  event.preventDefault();
  const text = element('text').value.trim();
  if (!text) {
    return;
  }
  element('text').value = '';
  stopTyping();
  const said = await command('chat.say', { text, clientKey: crypto.randomUUID() });
  if (!said && !element('text').value) {
    element('text').value = text; // refused: nothing that was written is lost
  }
}

/** Says it once every few seconds at most; others forget it when it is not said again. */
function typing() {
  if (Date.now() - typingSince > TYPING_SHOWN_MS / 2) {
    typingSince = Date.now();
    client.send('presence.update', { room, state: { typing: true } }).catch(() => {});
  }
  clearTimeout(typingTimer);
  typingTimer = setTimeout(stopTyping, TYPING_SHOWN_MS);
}

function stopTyping() {
  clearTimeout(typingTimer);
  if (typingSince) {
    typingSince = 0;
    client.send('presence.update', { room, state: {} }).catch(() => {});
  }
}

async function copyLink() {
  await navigator.clipboard.writeText(location.href);
  element('copy').textContent = 'Copied';
}

/** A node in production mode has no tokens to give. */
async function askWhetherTokensAreGiven() {
  const { mode } = await (await fetch('/mode')).json();
  element('token-field').hidden = mode === 'development';
  element('token').required = mode !== 'development';
}

element('room').value = roomInAddress() ?? 'demo';
element('enter').addEventListener('submit', enter);
element('say').addEventListener('submit', say);
element('text').addEventListener('input', typing);
element('copy').addEventListener('click', copyLink);
window.addEventListener('online', () => client?.hurry());
askWhetherTokensAreGiven();
