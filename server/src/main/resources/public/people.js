import { make, sign } from '/dom.js';

/** Who is here. A person is here while one of their devices (a meta with its `ref`) is. */
export class People {
  #list = document.getElementById('people');
  #count = document.getElementById('count');
  #typing = document.getElementById('typing');
  /** By user id: {name, metas}, where metas are by ref. */
  #people = new Map();
  me = null;

  /** `presence_state`. A large room tells a count and no people. */
  replace({ count, people = {} }) {
    this.#people.clear();
    this.#add(people);
    this.#show(count);
  }

  /** `presence_diff`: leaves by ref first, then joins. */
  change({ count, joins = {}, leaves = {} }) {
    for (const [user, { metas }] of Object.entries(leaves)) {
      const known = this.#people.get(user);
      metas.forEach(({ ref }) => known?.metas.delete(ref));
      if (known?.metas.size === 0) {
        this.#people.delete(user);
      }
    }
    this.#add(joins);
    this.#show(count);
  }

  /** `presence_update`: the newest state of some devices. */
  update({ updates }) {
    for (const { user, ref, state } of updates) {
      const meta = this.#people.get(user)?.metas.get(ref);
      if (meta) {
        meta.state = state;
      }
    }
    this.#showTyping();
  }

  #add(people) {
    for (const [user, { name, metas }] of Object.entries(people)) {
      const known = this.#people.get(user) ?? { name, metas: new Map() };
      known.name = name;
      metas.forEach((meta) => known.metas.set(meta.ref, meta));
      this.#people.set(user, known);
    }
  }

  #show(count) {
    const here = [...this.#people].sort(([, a], [, b]) => a.name.localeCompare(b.name));
    this.#list.replaceChildren(...here.map(([user, person]) => this.#item(user, person)));
    this.#count.textContent = count;
    this.#showTyping();
  }

  #item(user, { name, metas }) {
    const item = make('li');
    item.dataset.user = user;
    const who = make('span', 'who', name);
    if (user === this.me) {
      who.append(make('span', 'count', ' (you)'));
    }
    item.append(sign(user, name), who);
    if (metas.size > 1) {
      item.append(make('span', 'count', `${metas.size} devices`));
    }
    return item;
  }

  #showTyping() {
    const names = [...this.#people]
      .filter(([user, { metas }]) => user !== this.me && [...metas.values()].some(({ state }) => state?.typing))
      .map(([, { name }]) => name);
    this.#typing.textContent =
      names.length === 0 ? '' : names.length > 3 ? 'Several people are writing…' : `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} writing…`;
  }
}
