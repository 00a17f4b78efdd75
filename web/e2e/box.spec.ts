import { Account, fresh } from './account';
import { expect, expectAccessible, expectNoSidewaysScrolling, laptop, type Person, phone, test, tv } from './support';

/** Printed beside the target of 150 ms, which a machine that runs other tests meanwhile cannot keep. More than this is another moment. */
const spreadMaxMs = 1_000;
const aheadMs = 500;

/** The names are on the list that guests choose from; who made which cup is the secret. */
const cups = [
  { id: 'c-7', name: 'Chelbesa', producer: 'Station of Gersi Bona' },
  { id: 'c-3', name: 'Mirador', producer: 'Sisters Ocampo' },
  { id: 'c-5', name: 'Kiambara', producer: 'Mutira farmers' },
];
const producers = cups.map(({ producer }) => producer);

declare global {
  interface Window {
    /** When each of the words was on the page for the first time. */
    firstShownMs: Record<string, number>;
  }
}

test('a box is opened on four pages at the same moment, and nothing is known before it', async ({ arrives }) => {
  const user = fresh('hana');
  const orderId = await sealed(user);
  const host = await arrives(laptop);
  await host.page.goto('/');
  await host.page.getByLabel('Your name').fill(user);
  await host.page.getByRole('button', { name: 'Come in' }).click();
  await expect(host.page.getByRole('heading', { name: 'Your rooms' })).toBeVisible();
  await host.page.goto(`/boxes/${orderId}/host`);
  await host.page.getByRole('button', { name: 'Invite' }).click();
  const link = await address(host, 'Link for guests');
  const screenLink = await address(host, 'Link for a TV');
  await host.page.keyboard.press('Escape');
  await expectAccessible(host.page);

  const [ann, bob, carla, screen] = [
    await arrives(phone),
    await arrives({ ...phone, reducedMotion: 'reduce' }),
    await arrives(laptop),
    await arrives(tv),
  ];
  const pages = [ann, bob, carla, screen];
  for (const person of pages) {
    await notesWhatItShows(person);
  }
  await screen.page.goto(screenLink);
  for (const [person, name] of [
    [ann, 'Ann'],
    [bob, 'Bob'],
    [carla, 'Carla'],
  ] as const) {
    await person.page.goto(link);
    await person.page.getByLabel('Your name').fill(name);
    await person.page.getByRole('button', { name: 'Come in' }).click();
  }
  await host.page.getByRole('button', { name: 'Open the guessing' }).click();
  await guesses(ann, ['Chelbesa', 'Mirador', 'Kiambara']);
  await guesses(bob, ['Chelbesa', 'Kiambara', 'Mirador']);
  await expectAccessible(ann.page);
  await expectNoSidewaysScrolling(ann.page);
  await expect(host.page.getByRole('paragraph').filter({ hasText: /^2\s*people have guessed$/ })).toBeVisible();
  await confirms(host, 'Lock the guesses');
  await expect(ann.page.getByText('Your answers are in.')).toBeVisible();
  await expectAccessible(screen.page);
  for (const person of pages) {
    await person.expectNothingKnownOf(...producers);
  }

  await confirms(host, 'Open the box');
  for (const { page } of pages) {
    await expect(page.getByText(cups[2]?.producer ?? '').first()).toBeVisible({ timeout: 30_000 });
  }
  await expectSameMoments(pages);

  for (const { page } of [ann, bob]) {
    await expect(page.getByText('Verified fair')).toHaveCount(cups.length);
  }
  await expect(ann.page.getByText('100 %', { exact: true })).toBeVisible();
  await expect(ann.page.getByText('1 of 2', { exact: true })).toBeVisible();
  await expect(bob.page.getByText('33.3 %', { exact: true })).toBeVisible();
  await expect(carla.page.getByText('You were looking on.')).toBeVisible();
  for (const { page } of [host, ...pages]) {
    await expectAccessible(page);
  }
  for (const person of [host, ...pages]) {
    person.expectNoTokenInAddresses();
  }
});

async function sealed(user: string): Promise<string> {
  const orderId = fresh('order');
  const host = await Account.of(user, user);
  await host.post('/blind-boxes', {
    orderId,
    title: 'Three cups, blind',
    items: cups.map((coffee) => ({ coffee })),
    form: { candidates: cups.map(({ id, name }) => ({ id, name })), fields: [] },
    countdown: 3,
    interval: 2,
    openToAll: true,
  });
  return orderId;
}

async function address({ page }: Person, name: string): Promise<string> {
  return (await page.getByRole('link', { name }).getAttribute('href')) ?? '';
}

/** Asked about once more, as it cannot be taken back. */
async function confirms({ page }: Person, move: string): Promise<void> {
  await page.getByRole('button', { name: move }).click();
  await page.getByRole('dialog').getByRole('button', { name: move }).click();
}

async function guesses({ page }: Person, names: string[]): Promise<void> {
  for (const [at, name] of names.entries()) {
    const label = String.fromCharCode(65 + at);
    await page.getByRole('tab', { name: `Cup ${label}` }).click();
    const coffees = page.getByRole('radiogroup', { name: `Which coffee is in cup ${label}?` });
    await coffees.getByRole('radio', { name }).click();
  }
  await page.getByRole('button', { name: 'Send answers' }).click();
  await expect(page.getByText('Sent, no. 1.')).toBeVisible();
}

/** From the first moment of its pages on. */
async function notesWhatItShows({ page }: Person): Promise<void> {
  await page.addInitScript((words) => {
    window.firstShownMs = {};
    new MutationObserver(() => {
      const atMs = performance.timeOrigin + performance.now();
      const markup = document.documentElement.innerHTML;
      for (const word of words.filter((one) => !(one in window.firstShownMs) && markup.includes(one))) {
        window.firstShownMs[word] = atMs;
      }
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  }, producers);
}

/** Each coffee comes to a browser when it is due, and is on every page at the moment that was said, not before. */
async function expectSameMoments(pages: Person[]): Promise<void> {
  const shown = await Promise.all(pages.map(({ page }) => page.evaluate(() => window.firstShownMs)));
  for (const [at, producer] of producers.entries()) {
    const frames = pages.map(({ frames }) => frames.find(({ text }) => text.includes(producer)));
    const displayAtMs = Number(/"displayAt":(\d+)/.exec(frames[0]?.text ?? '')?.[1]);
    for (const frame of frames) {
      expect(frame?.atMs, `cup ${at + 1} came early`).toBeGreaterThanOrEqual(displayAtMs - aheadMs);
    }
    const moments = shown.map((one) => one[producer] ?? Number.NaN);
    const spreadMs = Math.max(...moments) - Math.min(...moments);
    const lateMs = Math.max(...moments) - displayAtMs;
    process.stdout.write(`cup ${at + 1}: ${spreadMs.toFixed(1)} ms between pages, ${lateMs.toFixed(1)} ms late\n`);
    expect(Math.min(...moments), `cup ${at + 1} was shown early`).toBeGreaterThanOrEqual(displayAtMs - 20);
    expect(spreadMs, `spread of cup ${at + 1}`).toBeLessThanOrEqual(spreadMaxMs);
  }
}
