import { Account, fresh } from './account';
import { nodes } from './nodes';
import { codesOf, goesTo, links, moves, pointsOf, sample, scores, sections, setsUp } from './session';
import {
  expect,
  expectAccessible,
  expectNoSidewaysScrolling,
  expectRoomForThumbs,
  laptop,
  type Person,
  phone,
  test,
  tv,
} from './support';
import { opensRoom, takesSeat } from './table';
import { Way } from './way';

const coffees = ['Hambela Kirite', 'Boquete Altura'] as const;
const remark = 'like a bergamot nobody has named';

interface CodeMap {
  samples: { code: string; identity: { name: string } }[];
}

test('a whole cupping: a host, three phones of which one is in a cellar, and a TV', async ({ arrives }) => {
  const [host, screen] = [await arrives(laptop), await arrives(tv)];
  const name = fresh('hana');
  await opensRoom(host, name, 'Cupping lab');
  await setsUp(host, 'Spring arrivals', coffees);
  await expectAccessible(host.page);
  const { phone: link, tv: tvLink } = await links(host);

  // The third phone reaches the node by a way that can be cut.
  const way = await Way.to(nodes()[0]);
  const phones = [await arrives(phone), await arrives(phone), await arrives({ ...phone, baseURL: way.url })] as const;
  const [ann, bob, carla] = phones;
  carla.losesTheNode = true;
  await takesSeat(ann, link, 'Ann');
  await takesSeat(bob, link, 'Bob');
  const { pathname, hash } = new URL(link);
  await takesSeat(carla, `${way.url}${pathname}${hash}`, 'Carla');
  for (const { page } of phones) {
    await expect(page.getByText('You are in. It begins when the host says so.')).toBeVisible();
  }
  await screen.page.goto(tvLink);
  await expect(screen.page.getByText('Scan to join')).toBeVisible();
  for (const guest of ['Ann', 'Bob', 'Carla']) {
    await expect(screen.page.getByRole('listitem').filter({ hasText: guest })).toBeVisible();
  }
  await expectAccessible(screen.page);
  await expectAccessible(ann.page);
  const blind = [ann, bob, carla, screen];
  for (const one of blind) {
    await one.expectNothingKnownOf(...coffees);
  }

  await moves(host, 'Begin the cupping', 'Dry fragrance');
  const codes = (await codesOf(ann)).sort();
  expect(codes).toHaveLength(2);
  const [first = '', second = ''] = codes;
  for (const code of codes) {
    await expect(screen.page.getByRole('list', { name: 'Codes' }).getByText(code)).toBeVisible();
  }
  await moves(host, 'Pour: start the clock', 'Pour');
  await moves(host, 'Break the crust', 'Break the crust');
  await moves(host, 'Skim', 'Skim');
  await moves(host, 'Taste hot', 'Taste hot');
  await expect(screen.page.getByRole('heading', { name: 'Taste hot' })).toBeVisible();

  // Five, six and seven for the first coffee; one more each for the second.
  const given = (base: number) =>
    new Map([
      [first, base],
      [second, base + 1],
    ]);
  await scores(carla, given(7), sections.slice(0, 3));
  await expect(carla.page.getByText('Saved', { exact: true })).toBeVisible();
  way.cut();
  await carla.context.setOffline(true);
  await expect(carla.page.getByText(/^Offline/)).toBeVisible();
  await scores(carla, given(7), sections.slice(3, 6));
  await carla.page.reload();
  await scores(carla, given(7), sections.slice(6));
  await goesTo(carla, 'Flavor');
  await expect(sample(carla, second).getByRole('radio', { name: /^8\b/ })).toBeChecked();
  await expect(sample(carla, second).getByText(`Complete: ${pointsOf(8).toFixed(2)} points`)).toBeAttached();

  await scores(ann, given(5));
  await expectAccessible(ann.page);
  await expectRoomForThumbs(ann.page);
  await expectNoSidewaysScrolling(ann.page);
  await scores(bob, given(6));
  await sample(bob, second)
    .getByRole('textbox', { name: /^Note on/ })
    .fill(remark);
  await sample(bob, second)
    .getByRole('textbox', { name: /^Note on/ })
    .blur();
  await host.page.getByRole('tab', { name: 'Completion' }).click();
  await expect(host.page.getByText('4 of 6')).toBeVisible();

  way.mend();
  await carla.context.setOffline(false);
  await expect(carla.page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(host.page.getByText('6 of 6')).toBeVisible();
  await expectAccessible(host.page);
  for (const one of [ann, carla, screen]) {
    await one.expectNothingKnownOf(...coffees, remark);
  }

  await moves(host, 'Taste warm', 'Taste warm');
  await moves(host, 'Taste cool', 'Taste cool');
  await moves(host, 'Lock the sheets…', 'Locked');
  for (const { page } of phones) {
    await expect(page.getByText('Your sheet is in. Nobody can change it any more.')).toBeVisible();
  }
  await moves(host, 'Open the discussion', 'Discussion');
  await moves(host, 'Go to the reveal', 'Reveal');
  for (const one of blind) {
    await one.expectNothingKnownOf(...coffees);
  }
  await screen.expectNothingKnownOf(remark);

  const truth = await theCodeMap(host, name);
  await reveals(host, first);
  for (const { page } of [...phones, screen]) {
    await expect(page.getByRole('heading', { name: truth.get(first) ?? '' })).toBeVisible();
  }
  for (const one of blind) {
    await one.expectNothingKnownOf(truth.get(second) ?? '');
  }
  await expectAccessible(screen.page);
  await reveals(host, second);
  const means = new Map([
    [first, mean([5, 6, 7])],
    [second, mean([6, 7, 8])],
  ]);
  for (const { page } of phones) {
    for (const [code, points] of means) {
      const coffee = page.getByRole('article').filter({ hasText: code });
      await expect(coffee.getByRole('heading', { name: truth.get(code) ?? '' })).toBeVisible();
      await expect(coffee).toContainText(points);
      await expect(coffee).toContainText('3 of 3');
    }
    await expectAccessible(page);
  }
  await expect(screen.page.getByRole('heading', { name: 'What the table liked best' })).toBeVisible();
  await expect(screen.page.getByText(means.get(second) ?? '').first()).toBeVisible();
  await expectAccessible(screen.page);
  await moves(host, 'Close the session…', 'Closed');
  await expectAccessible(host.page);
  for (const one of [host, ...blind]) {
    one.expectNoTokenInAddresses();
  }
  await way.close();
});

async function reveals({ page }: Person, code: string): Promise<void> {
  await page.getByRole('button', { name: `Reveal ${code}` }).click();
  await expect(page.getByRole('button', { name: `Reveal ${code}` })).toHaveCount(0);
}

/** What the host may always ask for, and never shows. */
async function theCodeMap({ page }: Person, user: string): Promise<Map<string, string>> {
  const session = /sessions\/([^/]+)/.exec(page.url())?.[1] ?? '';
  const account = await Account.of(user, user);
  const { samples } = await account.post<CodeMap>(`/tastings/${session}/code-map`);
  return new Map(samples.map(({ code, identity }) => [code, identity.name]));
}

function mean(values: number[]): string {
  return (values.reduce((sum, value) => sum + pointsOf(value), 0) / values.length).toFixed(2);
}
