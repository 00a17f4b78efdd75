/** A blind box to try: five coffees, and two that are not in it. */
import type { Line } from '../../live/connection';
import { newCoffeeId, newOrderId } from './ids';

const coffees = [
  {
    name: 'Chelbesa Danche',
    producer: 'Smallholders of Danche',
    country: 'Ethiopia',
    region: 'Gedeb, Yirgacheffe',
    variety: 'Ethiopian Heirloom',
    process: 'Washed',
    roast: 'Light',
    notes: ['jasmine', 'bergamot', 'stone fruit'],
  },
  {
    name: 'Finca Mirador Alto',
    producer: 'Finca Mirador Alto',
    country: 'Colombia',
    region: 'Cundinamarca',
    variety: 'Sidra',
    process: 'Lactic',
    roast: 'Light',
    notes: ['red wine', 'tropical fruit', 'floral'],
  },
  {
    name: 'Kiambara AA',
    producer: 'Kiambara washing station',
    country: 'Kenya',
    region: 'Kirinyaga',
    variety: 'SL28',
    process: 'Double Washed',
    roast: 'Medium Light',
    notes: ['berry', 'citrus', 'brown sugar'],
  },
  {
    name: 'Perla del Valle',
    producer: 'Micro-mill Perla del Valle',
    country: 'Costa Rica',
    region: 'Central Valley',
    variety: 'Catuai',
    process: 'Natural',
    roast: 'Medium Light',
    notes: ['dried fruit', 'chocolate', 'fermented'],
  },
  {
    name: 'Toba Highland',
    producer: 'Smallholders of Lintong',
    country: 'Indonesia',
    region: 'Lintong, North Sumatra',
    variety: 'Typica',
    process: 'Wet Hulled',
    roast: 'Medium',
    notes: ['spice', 'chocolate', 'black tea'],
  },
];

const decoys = ['Huehue Santa Rosa', 'Cerrado Amarelo'];

/** Schedules it, so that its host can open it. Answers live here only until they are sent: the page keeps none of them. */
export async function startDemoBox({ client }: Line, title: string): Promise<string> {
  const orderId = newOrderId();
  const items = shuffled(coffees).map((coffee) => ({ coffee: { ...coffee, id: newCoffeeId() } }));
  const others = decoys.map((name) => ({ id: newCoffeeId(), name }));
  await client.send('blindbox.schedule', {
    orderId,
    title,
    items,
    form: {
      candidates: [...items.map(({ coffee: { id, name } }) => ({ id, name })), ...others],
      fields: ['country', 'process'],
    },
    countdown: 10,
    interval: 5,
    openToAll: true,
  });
  return orderId;
}

/** A new order each time: whoever has tried it before does not know it. */
function shuffled<T>(values: readonly T[]): T[] {
  const keys = crypto.getRandomValues(new Uint32Array(values.length));
  return values
    .map((value, at) => ({ value, key: keys[at] ?? 0 }))
    .sort((one, other) => one.key - other.key)
    .map(({ value }) => value);
}
