import { nodes } from './nodes';
import { expect, laptop, phone, test } from './support';
import { expectMessages, expectPresent, opensRoom, phoneLink, says, takesSeat } from './table';
import { Way } from './way';

test('a node of two is killed, and the pages go on', async ({ arrives }) => {
  const [one, other] = nodes();
  if (!other) {
    throw new Error('two nodes are needed, which WebDeathIT starts');
  }
  const way = await Way.to(one, other);
  const people = [];
  for (const device of [laptop, phone, phone]) {
    const person = await arrives({ ...device, baseURL: way.url });
    person.losesTheNode = true;
    people.push(person);
  }
  const [ann, bob, carla] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
  await opensRoom(ann, 'ann', 'Two nodes');
  const link = await phoneLink(ann);
  await takesSeat(bob, link, 'Bob');
  await takesSeat(carla, link, 'Carla');
  await says(bob, 'before');
  await expectMessages(people, ['before']);

  const [dying, living] = way.socketsOf(one) > way.socketsOf(other) ? [one, other] : [other, one];
  expect(way.socketsOf(dying)).toBeGreaterThan(0);
  await says(ann, 'as it dies');
  process.kill(dying.pid ?? Number.NaN, 'SIGKILL');
  await expect.poll(() => way.socketsOf(living), 'all are at the other node').toBe(people.length);
  await expectMessages(people, ['before', 'as it dies']);
  await says(bob, 'Bob goes on');
  await expectMessages(people, ['before', 'as it dies', 'Bob goes on']);
  await says(carla, 'Carla, too');
  await expectMessages(people, ['before', 'as it dies', 'Bob goes on', 'Carla, too']);
  for (const person of people) {
    await expectPresent(person, ['ann', 'Bob', 'Carla']);
  }
  await way.close();
});
