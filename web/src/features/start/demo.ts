/** A cupping to look around in: one flight of six coffees as they might stand on a table this season. */
import type { NewSample } from '../../client';
import type { Line } from '../../live/connection';

export const demoSamples: readonly NewSample[] = [
  {
    identity: {
      name: 'Hambela Benti',
      producer: 'Benti Nenka station',
      country: 'Ethiopia',
      region: 'Guji, Hambela',
      variety: 'Kurume, 74112',
      process: 'Natural',
      lot: 'HB-26-07',
    },
  },
  {
    identity: {
      name: 'Gatomboya AA',
      producer: 'Barichu co-operative',
      country: 'Kenya',
      region: 'Nyeri',
      variety: 'SL28, SL34',
      process: 'Washed',
      lot: 'KE-1183',
    },
  },
  {
    identity: {
      name: 'La Palmera',
      producer: 'Familia Zúñiga',
      country: 'Costa Rica',
      region: 'Tarrazú',
      variety: 'Red Catuaí',
      process: 'Honey',
      lot: 'CR-LP-12',
    },
  },
  {
    identity: {
      name: 'Finca El Mirador',
      producer: 'Elkin Guzmán',
      country: 'Colombia',
      region: 'Huila, Pitalito',
      variety: 'Pink Bourbon',
      process: 'Washed',
      lot: 'CO-EM-31',
    },
  },
  {
    identity: {
      name: 'Sítio da Serra',
      producer: 'Irmãos Pereira',
      country: 'Brazil',
      region: 'Carmo de Minas',
      variety: 'Yellow Bourbon',
      process: 'Pulped natural',
      lot: 'BR-SS-05',
    },
  },
  {
    identity: {
      name: 'Gesha Alto',
      producer: 'Finca La Cumbre',
      country: 'Panama',
      region: 'Boquete',
      variety: 'Gesha',
      process: 'Washed',
      lot: 'PA-GA-02',
    },
  },
];

/** Makes a room and a session in it, and says where they are. */
export async function startDemoCupping(
  line: Line,
  titles: { room: string; session: string },
): Promise<{ room: string; session: string }> {
  const { room } = await line.client.send('room.create', { type: 'cupping', title: titles.room });
  await line.client.send('room.join', { room: room.id });
  const { session } = await line.client.send('tasting.create', {
    room: room.id,
    title: titles.session,
    form: 'cva-affective',
    samples: [...demoSamples],
  });
  return { room: room.id, session: session.id };
}
