/** A box as it is being put together. It lives in the page's memory only: answers are never kept on a device. Pure. */
import type { Coffee, Commands, Trait } from '../../../client';
import { newCoffeeId } from '../ids';

export interface CoffeeDraft {
  key: string;
  name: string;
  producer: string;
  region: string;
  country?: string;
  process?: string;
  variety?: string;
  roast?: string;
  notes?: string[];
}

export interface BoxDraft {
  title: string;
  coffees: readonly CoffeeDraft[];
  /** Names of coffees that are not in the box, a line each. */
  others: string;
  fromList: boolean;
  fields: readonly Trait[];
  countdown: string;
  interval: string;
  openToAll: boolean;
  spectators: boolean;
  standings: boolean;
  /** As `datetime-local` has them; empty for by hand. */
  opensAt: string;
  locksAt: string;
  startsAt: string;
}

export const coffeesMax = 26;
export const secondsMax = 600;

export function emptyCoffee(): CoffeeDraft {
  return { key: newCoffeeId(), name: '', producer: '', region: '' };
}

export function emptyBox(): BoxDraft {
  return {
    title: '',
    coffees: Array.from({ length: 5 }, emptyCoffee),
    others: '',
    fromList: true,
    fields: [],
    countdown: '10',
    interval: '3',
    openToAll: true,
    spectators: true,
    standings: false,
    opensAt: '',
    locksAt: '',
    startsAt: '',
  };
}

/** Those that have a name: the others are empty lines. */
export function namedCoffees(draft: BoxDraft): CoffeeDraft[] {
  return draft.coffees.filter(({ name }) => name.trim() !== '');
}

export type Problem = 'noTitle' | 'noCoffee' | 'nothingAsked' | 'badSeconds' | 'badOrder';

export function problemsOf(draft: BoxDraft): Problem[] {
  const isBad = (seconds: string) => !/^\d+$/.test(seconds) || Number(seconds) < 1 || Number(seconds) > secondsMax;
  const moments = [draft.opensAt, draft.locksAt, draft.startsAt].filter(Boolean);
  const problems: [Problem, boolean][] = [
    ['noTitle', draft.title.trim() === ''],
    ['noCoffee', namedCoffees(draft).length === 0],
    ['nothingAsked', !draft.fromList && draft.fields.length === 0],
    ['badSeconds', isBad(draft.countdown) || isBad(draft.interval)],
    ['badOrder', moments.some((moment, at) => at > 0 && moment < (moments[at - 1] ?? ''))],
  ];
  return problems.filter(([, holds]) => holds).map(([problem]) => problem);
}

/** What is sent, once. Ids are new and say nothing. */
export function toSchedule(draft: BoxDraft, orderId: string): Commands['blindbox.schedule']['data'] {
  const items = namedCoffees(draft).map((one) => ({ coffee: coffeeOf(one) }));
  const others = draft.others
    .split('\n')
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => ({ id: newCoffeeId(), name }));
  const candidates = [...items.map(({ coffee: { id, name } }) => ({ id, name })), ...others];
  const at = (name: 'opensAtMs' | 'locksAtMs' | 'startsAtMs', value: string) =>
    value ? { [name]: new Date(value).getTime() } : {};
  return {
    orderId,
    title: draft.title.trim(),
    items,
    form: { ...(draft.fromList ? { candidates } : {}), fields: [...draft.fields] },
    countdown: Number(draft.countdown),
    interval: Number(draft.interval),
    openToAll: draft.openToAll,
    spectators: draft.spectators,
    standings: draft.standings,
    ...at('opensAtMs', draft.opensAt),
    ...at('locksAtMs', draft.locksAt),
    ...at('startsAtMs', draft.startsAt),
  };
}

function coffeeOf({ name, producer, region, country, process, variety, roast, notes }: CoffeeDraft): Coffee {
  return {
    id: newCoffeeId(),
    name: name.trim(),
    ...(producer.trim() ? { producer: producer.trim() } : {}),
    ...(region.trim() ? { region: region.trim() } : {}),
    ...(country ? { country } : {}),
    ...(process ? { process } : {}),
    ...(variety?.trim() ? { variety: variety.trim() } : {}),
    ...(roast ? { roast } : {}),
    ...(notes && notes.length > 0 ? { notes } : {}),
  };
}
