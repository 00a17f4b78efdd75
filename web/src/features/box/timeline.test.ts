import { describe, expect, it } from 'vitest';
import type { BlindBox, RevealedCoffee } from '../../client';
import { type BoxEvent, type ToldBox, toldAfter, toldFrom } from '../../live/box';
import { type Clock, Timeline, type Waiter } from './timeline';

/** Time that a test moves by hand. */
class World implements Clock, Waiter {
  time = 10_000;
  #waiting: { at: number; call: () => void }[] = [];

  now = () => this.time;

  wait(inMs: number, call: () => void): () => void {
    const one = { at: this.time + inMs, call };
    this.#waiting.push(one);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== one);
    };
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  moveTo(time: number): void {
    this.time = time;
    for (const one of this.#waiting.filter(({ at }) => at <= time)) {
      this.#waiting = this.#waiting.filter((other) => other !== one);
      one.call();
    }
  }
}

function coffee(position: number): RevealedCoffee {
  const label = String.fromCharCode(64 + position);
  return {
    position,
    label,
    coffee: { id: `c-${position}`, name: `Coffee ${label}` },
    commitment: '',
    salt: '',
    canonical: '',
  };
}

const box: BlindBox = {
  orderId: 'o',
  room: 'blind-box-o',
  title: 'Five',
  state: 'locked',
  seq: 3,
  totalCount: 5,
  countdown: 10,
  interval: 3,
  serverTimeMs: 10_000,
  form: { candidates: [], fields: [] },
  openToAll: true,
  guessers: 0,
  commitments: [],
  revealed: [],
};

function event<E extends BoxEvent['event']>(name: E, data: object): BoxEvent {
  return {
    channel: 'room:blind-box-o',
    atMs: 0,
    event: name,
    data: { orderId: 'o', serverTime: 0, ...data },
  } as unknown as BoxEvent;
}

function revealed(position: number, seq: number, displayAt: number, nextAt?: number): BoxEvent {
  return event('coffee-revealed', {
    ...coffee(position),
    seq,
    displayAt,
    totalCount: 5,
    ...(nextAt ? { nextAt } : {}),
  });
}

function telling(told: ToldBox, ...events: BoxEvent[]): ToldBox {
  return events.reduce<ToldBox>(toldAfter, told);
}

const starting = event('reveal-starting', {
  seq: 4,
  displayAt: 10_500,
  startAt: 10_000,
  countdown: 10,
  interval: 3,
  totalCount: 5,
  commitments: [],
});

describe('a timeline', () => {
  it('shows nothing before its displayAt, and it exactly then', () => {
    const world = new World();
    const told = telling(toldFrom(box), starting, revealed(1, 5, 23_500, 26_000));
    const timeline = new Timeline(told, world, world);
    timeline.hear(told);
    expect(timeline.shown.get().box.state).toBe('locked');
    world.moveTo(10_500);
    expect(timeline.shown.get().box.state).toBe('countdown');
    world.moveTo(23_499);
    expect(timeline.shown.get().box.revealed).toEqual([]);
    world.moveTo(23_500);
    expect(timeline.shown.get().box.revealed).toEqual([coffee(1)]);
    expect(timeline.shown.get().moments).toEqual([
      { seq: 4, displayAt: 10_500 },
      { seq: 5, displayAt: 23_500 },
    ]);
    expect(timeline.shown.get().fresh).toBe(1);
  });

  it('shows what is late at once, and in order', () => {
    const world = new World();
    const told = telling(toldFrom(box), starting, revealed(1, 5, 23_500), revealed(2, 6, 26_500));
    world.time = 26_000;
    const timeline = new Timeline(told, world, world);
    timeline.hear(told);
    expect(timeline.shown.get().box.revealed.map(({ label }) => label)).toEqual(['A']);
    world.moveTo(30_000);
    expect(timeline.shown.get().box.revealed.map(({ label }) => label)).toEqual(['A', 'B']);
  });

  it('holds a pause back until what came before it was shown', () => {
    const world = new World();
    const told = telling(
      toldFrom(box),
      starting,
      revealed(1, 5, 23_500),
      event('blindbox.paused', { seq: 6, revealed: 1 }),
    );
    world.time = 23_100;
    const timeline = new Timeline(told, world, world);
    timeline.hear(told);
    expect(timeline.shown.get().box.state).toBe('countdown');
    world.moveTo(23_500);
    expect(timeline.shown.get().box).toMatchObject({ state: 'paused', revealed: [coffee(1)] });
  });

  it('drops what it has, also when it is told again', () => {
    const world = new World();
    world.time = 40_000;
    const once = telling(toldFrom(box), starting, revealed(1, 5, 23_500));
    const twice = telling(once, revealed(1, 5, 23_500), starting);
    expect(twice).toBe(once);
    const timeline = new Timeline(once, world, world);
    timeline.hear(once);
    timeline.hear(twice);
    expect(timeline.shown.get().box.revealed).toHaveLength(1);
  });

  it('begins anew with a snapshot, which brings what was missed', () => {
    const world = new World();
    const told = telling(toldFrom(box), starting);
    const timeline = new Timeline(told, world, world);
    timeline.hear(told);
    world.moveTo(33_000);
    timeline.hear(
      toldFrom({
        ...box,
        state: 'revealing',
        seq: 7,
        startedAtMs: 10_000,
        revealed: [1, 2, 3].map(coffee),
        nextAtMs: 35_000,
      }),
    );
    expect(timeline.shown.get().box).toMatchObject({ state: 'revealing', seq: 7 });
    expect(timeline.shown.get().box.revealed).toHaveLength(3);
  });

  it('holds back a coffee of a snapshot that no other screen shows yet', () => {
    const world = new World();
    world.time = 26_100;
    const told = toldFrom({
      ...box,
      state: 'revealing',
      seq: 6,
      startedAtMs: 10_000,
      revealed: [1, 2].map(coffee),
      nextAtMs: 29_000,
    });
    const timeline = new Timeline(told, world, world);
    timeline.hear(told);
    expect(timeline.shown.get().box.revealed).toEqual([coffee(1)]);
    world.moveTo(26_500);
    expect(timeline.shown.get().box.revealed).toEqual([coffee(1), coffee(2)]);
    expect(timeline.shown.get().moments).toEqual([{ seq: 6, displayAt: 26_500 }]);
  });

  it('waits for nothing when it rests, and goes on when it hears again', () => {
    const world = new World();
    const told = telling(toldFrom(box), starting);
    const timeline = new Timeline(told, world, world);
    timeline.hear(told);
    expect(world.waiting).toBe(1);
    timeline.rest();
    expect(world.waiting).toBe(0);
    timeline.hear(told);
    world.moveTo(10_500);
    expect(timeline.shown.get().box.state).toBe('countdown');
  });

  it('tells results only at their moment', () => {
    const world = new World();
    world.time = 38_000;
    const results = { totalCount: 5, participants: 0, averageAccuracy: 0, topPerformers: [] };
    const told = telling(
      toldFrom({ ...box, state: 'revealing', seq: 9, startedAtMs: 10_000, revealed: [1, 2, 3, 4, 5].map(coffee) }),
      event('reveal-complete', { seq: 10, displayAt: 38_500, results, leaderboard: [] }),
    );
    const timeline = new Timeline(told, world, world);
    timeline.hear(told);
    expect(timeline.shown.get().box.results).toBeUndefined();
    world.moveTo(38_500);
    expect(timeline.shown.get().box).toMatchObject({ state: 'complete', results });
  });
});
