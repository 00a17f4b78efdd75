/** The list of messages. Everything that people wrote goes through `textContent`. */
export class Chat {
  #list;
  #command;
  #items = new Map();
  me = null;

  constructor(list, command) {
    this.#list = list;
    this.#command = command;
  }

  replace(messages) {
    this.#list.replaceChildren();
    this.#items.clear();
    for (const message of messages) {
      this.show(message);
    }
  }

  /** Shows a new message, or the new state of a known one. */
  show(message) {
    const known = this.#items.get(message.id);
    const item = this.#render(message);
    this.#items.set(message.id, item);
    if (known) {
      known.replaceWith(item);
      return;
    }
    const atEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 80;
    this.#list.append(item);
    if (atEnd || message.from === this.me) {
      this.#list.scrollTop = this.#list.scrollHeight;
    }
  }

  #render(message) {
    const item = make('li');
    const mine = message.from === this.me;
    item.classList.toggle('mine', mine);
    const by = make('div', 'by');
    const name = make('strong');
    name.textContent = message.name;
    const time = make('time');
    const at = new Date(message.atMs);
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
      + (message.editedAtMs && !message.deleted ? ' (edited)' : '');
    by.append(name, time);
    const text = make('div', message.deleted ? 'text gone' : 'text');
    text.textContent = message.deleted ? 'This message was deleted.' : message.text;
    item.append(by, text);
    if (mine && !message.deleted) {
      by.append(
        button('Edit', () => this.#edit(message, text)),
        button('Delete', () => this.#command('chat.delete', { message: message.id })),
      );
    }
    return item;
  }

  #edit(message, text) {
    const form = make('form', 'say');
    const input = make('input');
    input.value = message.text;
    input.maxLength = 2000;
    input.setAttribute('aria-label', 'Edit the message');
    const save = make('button');
    save.textContent = 'Save';
    const done = () => form.replaceWith(text);
    form.append(input, save, button('Cancel', done));
    form.addEventListener('keydown', (event) => event.key === 'Escape' && done());
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const written = input.value.trim();
      if (!written || written === message.text || (await this.#command('chat.edit', { message: message.id, text: written }))) {
        done();
      }
    });
    text.replaceWith(form);
    input.focus();
  }
}

function make(name, className = '') {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function button(label, pressed) {
  const made = make('button', 'plain');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', pressed);
  return made;
}
