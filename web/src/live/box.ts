/** What a room was told of its blind box: how it was when this page came, and what happened since. Pure; nothing of it is shown before its time. */
import type { BlindBox, BlindBoxEvents, ChannelEvent } from '../client';

/** An event with a number: each of them changes the box, in order. */
export type BoxEvent = Extract<ChannelEvent, { event: Exclude<keyof BlindBoxEvents, 'blindbox.guessers'> }>;

export interface ToldBox {
  /** Made by the server for this viewer. A new one replaces all that was told before. */
  from: BlindBox;
  since: readonly BoxEvent[];
  /** How many have guessed. */
  guessers: number;
}

const numbered: ReadonlySet<string> = new Set<BoxEvent['event']>([
  'blindbox.scheduled',
  'blindbox.opened',
  'blindbox.locked',
  'reveal-starting',
  'coffee-revealed',
  'blindbox.caught-up',
  'blindbox.standings',
  'blindbox.paused',
  'blindbox.resumed',
  'blindbox.aborted',
  'reveal-complete',
]);

export function toldFrom(box: BlindBox): ToldBox {
  return { from: box, since: [], guessers: box.guessers };
}

/** The same one when the event says nothing new of a box. */
export function toldAfter(told: ToldBox, news: ChannelEvent): ToldBox {
  if (news.event === 'blindbox.guessers') {
    return told.guessers === news.data.guessers ? told : { ...told, guessers: news.data.guessers };
  }
  if (!isBoxEvent(news)) {
    return told;
  }
  const newest = told.since.at(-1)?.data.seq ?? told.from.seq;
  if (news.data.seq <= newest) {
    return told;
  }
  const guessers = news.event === 'blindbox.locked' ? news.data.guessers : told.guessers;
  return { ...told, since: [...told.since, news], guessers };
}

function isBoxEvent(news: ChannelEvent): news is BoxEvent {
  return numbered.has(news.event);
}

/** When a box moves on by the clock; absent when it waits for its host, or runs. */
export function dueByItself({ state, opensAtMs, locksAtMs, startsAtMs }: BlindBox): number | undefined {
  switch (state) {
    case 'scheduled':
      return opensAtMs ?? startsAtMs;
    case 'guessing':
      return locksAtMs ?? startsAtMs;
    case 'locked':
      return startsAtMs;
    default:
      return undefined;
  }
}
