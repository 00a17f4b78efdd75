import { Account } from './account';
import { links, moves } from './session';
import { expect, laptop, type Person, phone, test, tv } from './support';
import { phoneLink, says, takesSeat } from './table';

/** Every main view into docs/screenshots: `npm run screenshots`, beside a node in development mode. Not a check. */

const folder = '../docs/screenshots';
const sizes = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;
const wall = { width: 1280, height: 720 };

test('a cupping', async ({ arrives }) => {
  const [host, ann, screen] = [await arrives(laptop), await arrives(phone), await arrives(tv)];
  await host.page.goto('/');
  await expect(host.page.getByRole('button', { name: 'Start a demo cupping' })).toBeVisible();
  await shoots(host, 'start');
  await host.page.getByRole('button', { name: 'Start a demo cupping' }).click();
  await expect(host.page.getByRole('link', { name: 'Link for phones' })).toBeVisible();
  await shoots(host, 'host-invite');
  await host.page.keyboard.press('Escape');
  const table = await links(host);
  await ann.page.goto(table.phone);
  await expect(ann.page.getByLabel('Your name')).toBeVisible();
  await shoots(ann, 'join');
  await takesSeat(ann, table.phone, 'Ann');
  await expect(ann.page.getByText('You are in.')).toBeVisible();
  const session = /sessions\/([^/]+)/.exec(ann.page.url())?.[1] ?? '';
  const cuppers: Account[] = [];
  for (const name of ['Jiwoo', 'Björn', 'Amina', 'Lucía']) {
    const cupper = await arrives(phone);
    await takesSeat(cupper, table.phone, name);
    await expect(cupper.page.getByText('You are in.')).toBeVisible();
    cuppers.push(await Account.at(cupper.page));
  }
  await screen.page.goto(table.tv);
  await expect(screen.page.getByText('Scan to join')).toBeVisible();
  await shoots(screen, 'tv-lobby', wall);
  await shoots(ann, 'phone-lobby');

  await moves(host, 'Begin the cupping', 'Dry fragrance');
  await moves(host, 'Pour: start the clock', 'Pour');
  await moves(host, 'Break the crust', 'Break the crust');
  await moves(host, 'Skim', 'Skim');
  await moves(host, 'Taste hot', 'Taste hot');
  await fillsIn(cuppers, session);
  await ann.page.getByRole('radio', { name: /^7\b/ }).click();
  await ann.page.getByRole('tab', { name: /^Flavor/ }).click();
  await ann.page.getByRole('radio', { name: /^8\b/ }).click();
  await shoots(ann, 'phone-sheet');
  await shoots(screen, 'tv-table', wall);
  await host.page.getByRole('tab', { name: 'Scores' }).click();
  await expect(host.page.getByText('Kendall’s W').or(host.page.getByText("Kendall's W"))).toBeVisible();
  await shoots(host, 'host-scores');

  await moves(host, 'Taste warm', 'Taste warm');
  await moves(host, 'Taste cool', 'Taste cool');
  await moves(host, 'Lock the sheets…', 'Locked');
  await moves(host, 'Open the discussion', 'Discussion');
  await host.page.getByRole('tab', { name: 'Consensus' }).click();
  await shoots(host, 'host-consensus');
  await moves(host, 'Go to the reveal', 'Reveal');
  await host.page
    .getByRole('button', { name: /^Reveal \d{3}$/ })
    .first()
    .click();
  await expect(screen.page.getByRole('article')).toBeVisible();
  await shoots(screen, 'tv-reveal', wall);
  await shoots(host, 'host-reveal');
  await host.page.getByRole('button', { name: 'Reveal all at once…' }).click();
  await host.page.getByRole('dialog').getByRole('button', { name: 'Reveal all' }).click();
  await expect(screen.page.getByRole('heading', { name: 'What the table liked best' })).toBeVisible({
    timeout: 90_000,
  });
  await shoots(screen, 'tv-podium', wall);
  await shoots(ann, 'phone-results');
});

test('a room', async ({ arrives }) => {
  const [host, bob] = [await arrives(laptop), await arrives(phone)];
  await host.page.goto('/');
  await host.page.getByLabel('Your name').fill('Hana');
  await host.page.getByRole('button', { name: 'Come in' }).click();
  await host.page.getByLabel('Name of the room').fill('Washed Ethiopia, table two');
  await host.page.getByRole('button', { name: 'Open', exact: true }).click();
  await takesSeat(bob, await phoneLink(host), 'Björn');
  await says(host, 'Good morning! Cup 1 is on the left.');
  await says(bob, 'Lemon, and something floral. Bergamot?');
  await says(bob, 'It gets rounder as it cools: honey behind the acidity, and a very clean finish.');
  await says(host, 'Jasmine, surely.');
  await expect(bob.page.getByText('Jasmine, surely.')).toBeVisible();
  await shoots(host, 'room');
  await host.page.getByRole('link', { name: 'Set up a cupping' }).click();
  await host.page.getByLabel('Title').fill('Spring arrivals');
  for (const [at, coffee] of ['Hambela Benti', 'Gatomboya AA', 'La Palmera'].entries()) {
    await host.page.getByLabel(`Name, row ${at + 1}`, { exact: true }).fill(coffee);
  }
  await shoots(host, 'set-up');
});

test('a blind box', async ({ arrives }) => {
  const [host, ann] = [await arrives(laptop), await arrives(phone)];
  await host.page.goto('/');
  await host.page.getByRole('button', { name: 'Open a demo box' }).click();
  const link = (await host.page.getByRole('link', { name: 'Link for guests' }).getAttribute('href')) ?? '';
  await host.page.keyboard.press('Escape');
  await ann.page.goto(link);
  await ann.page.getByLabel('Your name').fill('Ann');
  await ann.page.getByRole('button', { name: 'Come in' }).click();
  await host.page.getByRole('button', { name: 'Open the guessing' }).click();
  for (const label of ['A', 'B', 'C', 'D', 'E']) {
    await ann.page.getByRole('tab', { name: `Cup ${label}` }).click();
    const coffees = ann.page.getByRole('radiogroup', { name: `Which coffee is in cup ${label}?` });
    await coffees
      .getByRole('radio')
      .nth(label.charCodeAt(0) - 65)
      .click();
  }
  await ann.page.getByRole('tab', { name: 'Cup B' }).click();
  await shoots(ann, 'box-guess');
  await ann.page.getByRole('button', { name: 'Send answers' }).click();
  await expect(ann.page.getByText('Sent, no. 1.')).toBeVisible();
  for (const move of ['Lock the guesses', 'Open the box']) {
    await host.page.getByRole('button', { name: move }).click();
    await host.page.getByRole('dialog').getByRole('button', { name: move }).click();
  }
  await expect(ann.page.getByText('Verified fair')).toHaveCount(2, { timeout: 60_000 });
  await shoots(ann, 'box-stage');
  await expect(ann.page.getByText('You had it').or(ann.page.getByText('Your answer')).first()).toBeVisible({
    timeout: 60_000,
  });
  await shoots(ann, 'box-results');
});

/** As it is on a desktop and on a phone, by day and by night; on a wall it is always night. */
async function shoots({ page }: Person, name: string, only?: { width: number; height: number }): Promise<void> {
  const before = page.viewportSize();
  for (const [device, size] of Object.entries(only ? { wall: only } : sizes)) {
    await page.setViewportSize(size);
    for (const colorScheme of only ? (['dark'] as const) : (['light', 'dark'] as const)) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const file = only ? `${name}.png` : `${name}-${device}-${colorScheme}.png`;
      await page.screenshot({ path: `${folder}/${file}`, scale: 'css' });
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(before ?? sizes.desktop);
}

/** Sheets as people fill them in: near one another, and one of them a little strict. */
async function fillsIn(cuppers: Account[], session: string): Promise<void> {
  const liked = [6, 7, 5, 8, 6, 7];
  const fields = ['fragrance', 'aroma', 'flavor', 'aftertaste', 'acidity', 'sweetness', 'mouthfeel', 'overall'];
  const { session: seen } = await (cuppers[0] as Account).get<{ session: { samples: { code: string }[] } }>(
    `/tastings/${session}`,
  );
  for (const [who, cupper] of cuppers.entries()) {
    for (const [which, { code }] of seen.samples.entries()) {
      for (const [at, field] of fields.entries()) {
        const value =
          (liked[which] ?? 6) + ((at * 5 + who * 3 + which * at) % 3) - 1 - (who === 3 && at % 3 === 0 ? 1 : 0);
        await cupper.post(`/tastings/${session}/samples/${code}/marks`, { field: `scores.${field}`, value });
      }
    }
  }
}
