/** Who is here: a user is here while at least one device (a meta with its `ref`) is. */
export class People {
  #list;
  #count;
  #typing;
  #people = new Map();

  constructor(list, count, typing) {
    this.#list = list;
    this.#count = count;
    this.#typing = typing;
  }

  /** `presence_state`. Large rooms say a count and no people. */
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
    this.#show();
  }

  #add(people) {
    for (const [user, { name, metas }] of Object.entries(people)) {
      const known = this.#people.get(user) ?? { name, metas: new Map() };
      known.name = name;
      metas.forEach((meta) => known.metas.set(meta.ref, meta));
      this.#people.set(user, known);
    }
  }

  #show(count = this.#people.size) {
    const here = [...this.#people.values()].sort((a, b) => a.name.localeCompare(b.name));
    this.#list.replaceChildren(
      ...here.map(({ name, metas }) => {
        const item = document.createElement('li');
        item.textContent = metas.size > 1 ? `${name} (${metas.size} devices)` : name;
        return item;
      }),
    );
    this.#count.textContent = count;
    const typing = here.filter(({ metas }) => [...metas.values()].some((meta) => meta.state?.typing));
    this.#typing.textContent = typing.length ? `${typing.map(({ name }) => name).join(', ')} typing…` : '';
  }
}
