import { button, make, sign } from '/dom.js';

const AT_END_PX = 120;
/** A second press within this time deletes; one alone does nothing. */
const SURE_WITHIN_MS = 4_000;

/** Not tied to an id that a server may forget: the same key, the same message. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}

/** The conversation: what was said, in the order of `seq`, and below it what is on its way. */
export class Chat {
  #list = document.getElementById('messages');
  #unsentList = document.getElementById('unsent');
  #scroll = document.getElementById('scroll');
  #earlier = document.getElementById('earlier');
  #empty = document.getElementById('empty');
  #announcer = document.getElementById('announcer');
  #send;
  /** The newest state of each message and its item, by id. */
  #shown = new Map();
  /** What was typed here and has no answer yet: {text, key, item}. */
  #unsent = new Set();
  #before = null;
  me = null;

  /** @param {(type: string, data: object) => Promise<object>} send a command to the room */
  constructor(send) {
    this.#send = send;
    this.#earlier.addEventListener('click', () => this.#showEarlier());
  }

  /** All there is, as of now. What is on its way stays. */
  replace({ messages, next }) {
    this.#list.replaceChildren();
    this.#shown.clear();
    this.#before = next ?? null;
    this.#keepAtEnd(true, () => messages.forEach((message) => this.#place(message)));
  }

  /** A new message, or the new state of a known one. */
  show(message) {
    const isNew = !this.#shown.has(message.id);
    if (isNew && message.from === this.me) {
      this.#arrived(message.text);
    } else if (isNew || this.#announcer.dataset.message === message.id) {
      this.#announce(message);
    }
    this.#keepAtEnd(message.from === this.me && isNew, () => this.#place(message));
  }

  /** Says the newest message of others to those who listen; nothing of it stays when it is deleted. */
  #announce({ id, name, text, deleted }) {
    this.#announcer.dataset.message = id;
    this.#announcer.replaceChildren(deleted ? '' : make('span', '', `${name}: ${text}`));
  }

  say(text) {
    const one = { text, key: newKey(), item: null };
    this.#unsent.add(one);
    this.#deliver(one);
  }

  async #deliver(one) {
    this.#keepAtEnd(true, () => this.#showUnsent(one, make('p', 'about', 'On its way…')));
    try {
      const { message } = await this.#send('chat.say', { text: one.text, clientKey: one.key });
      this.#forget(one);
      if (!this.#shown.has(message.id)) {
        this.show(message); // its event comes later; if it came first, it may know better than an answer from the record
      }
    } catch (refusal) {
      this.#showUnsent(one, this.#notSent(one, refusal));
    }
  }

  #showUnsent(one, about) {
    if (!this.#unsent.has(one)) {
      return; // its event came first
    }
    const item = make('li', 'mine unsent');
    item.append(make('p', 'text', one.text), about);
    if (one.item) {
      one.item.replaceWith(item);
    } else {
      this.#unsentList.append(item);
    }
    one.item = item;
    this.#tidy();
  }

  #notSent(one, refusal) {
    const about = make('p', 'about');
    about.append(
      make('span', 'error', `Not sent: ${refusal.message}`),
      button('Try again', 'quiet', () => this.#deliver(one)),
      button('Discard', 'quiet', () => this.#forget(one)),
    );
    return about;
  }

  /** The event of one's own message may be here before the answer: its stand-in goes at once. */
  #arrived(text) {
    const one = [...this.#unsent].find((candidate) => candidate.text === text);
    if (one) {
      this.#forget(one);
    }
  }

  #forget(one) {
    this.#unsent.delete(one);
    one.item?.remove();
    this.#tidy();
  }

  async #showEarlier() {
    this.#earlier.disabled = true;
    try {
      const { messages, next } = await this.#send('chat.history', { before: this.#before });
      const fromEnd = this.#scroll.scrollHeight - this.#scroll.scrollTop;
      messages.forEach((message) => this.#shown.has(message.id) || this.#place(message));
      this.#before = next ?? null;
      this.#tidy();
      this.#scroll.scrollTop = this.#scroll.scrollHeight - fromEnd;
    } catch {
      // the button stays, to be pressed again
    }
    this.#earlier.disabled = false;
  }

  #place(message) {
    const known = this.#shown.get(message.id);
    if (known && known.message.editedAtMs === message.editedAtMs && known.message.deleted === message.deleted) {
      return; // nothing new: whoever is editing it goes on
    }
    const item = this.#item(message);
    this.#shown.set(message.id, { message, item });
    if (known) {
      known.item.replaceWith(item);
    } else {
      this.#list.insertBefore(item, this.#firstAfter(message.seq));
    }
    [item, item.nextElementSibling].forEach(markWhetherItFollows);
    this.#tidy();
  }

  /** Nearly always none: messages come in order. */
  #firstAfter(seq) {
    let after = null;
    for (let item = this.#list.lastElementChild; item && Number(item.dataset.seq) > seq; item = item.previousElementSibling) {
      after = item;
    }
    return after;
  }

  #item(message) {
    const mine = message.from === this.me;
    const item = make('li', mine ? 'mine' : 'theirs');
    item.dataset.seq = message.seq;
    item.dataset.from = message.from;
    item.append(mine ? make('span', 'unseen', 'You: ') : this.#author(message));
    const text = message.deleted ? make('p', 'text gone', 'Message deleted') : make('p', 'text', message.text);
    const about = make('p', 'about');
    about.append(time(message));
    if (mine && !message.deleted) {
      about.append(button('Edit', 'quiet', () => this.#edit(message, text, about)), this.#deleteButton(message));
    }
    item.append(text, about);
    return item;
  }

  #author({ from, name }) {
    const author = make('p', 'author');
    author.append(sign(from, name), make('strong', '', name));
    return author;
  }

  #deleteButton({ id }) {
    const made = button('Delete', 'quiet', () => {
      if (made.dataset.sure) {
        this.#send('chat.delete', { message: id }).catch(() => {});
        return;
      }
      made.dataset.sure = 'asked';
      made.textContent = 'Delete for all?';
      setTimeout(() => {
        delete made.dataset.sure;
        made.textContent = 'Delete';
      }, SURE_WITHIN_MS);
    });
    return made;
  }

  #edit(message, text, about) {
    const form = make('form', 'edit');
    const input = make('textarea');
    input.value = message.text;
    input.maxLength = 2000;
    input.setAttribute('aria-label', 'Edit your message');
    const save = make('button', 'primary', 'Save');
    const done = () => {
      form.replaceWith(text);
      about.hidden = false;
    };
    form.append(input, button('Cancel', 'quiet', done), save);
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        done();
      } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const written = input.value.trim();
      if (written && written !== message.text) {
        await this.#send('chat.edit', { message: message.id, text: written }).catch(() => {});
      }
      done();
    });
    text.replaceWith(form);
    about.hidden = true;
    input.focus();
  }

  /** Follows the conversation, unless somebody scrolled up to read. */
  #keepAtEnd(always, change) {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
    const wasAtEnd = scrollHeight - scrollTop - clientHeight < AT_END_PX;
    change();
    if (always || wasAtEnd) {
      this.#scroll.scrollTop = this.#scroll.scrollHeight;
    }
  }

  #tidy() {
    this.#empty.hidden = this.#shown.size + this.#unsent.size > 0;
    this.#earlier.hidden = this.#before === null;
  }
}

/** Who says two things in a row is named once. */
function markWhetherItFollows(item) {
  item?.classList.toggle('follows', item.previousElementSibling?.dataset.from === item.dataset.from);
}

function time({ atMs, editedAtMs, deleted }) {
  const at = new Date(atMs);
  const made = make('time', '', at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }));
  made.dateTime = at.toISOString();
  made.append(editedAtMs && !deleted ? ' · edited' : '');
  return made;
}
