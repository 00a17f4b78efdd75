import { nodes } from './nodes';
import {
  expect,
  expectAccessible,
  expectNoSidewaysScrolling,
  expectRoomForThumbs,
  laptop,
  phone,
  test,
} from './support';
import { expectMessages, expectPresent, messages, opensRoom, phoneLink, says, takesSeat } from './table';
import { Way } from './way';

const html = '<img src=x onerror="document.title=\'broken\'"><b>bold</b>';

test('two meet by a link, and talk', async ({ arrives }) => {
  const [ann, bob] = [await arrives(laptop), await arrives(phone)];
  await opensRoom(ann, 'ann', 'Monday table');
  await takesSeat(bob, await phoneLink(ann), 'Bob');
  await expectPresent(ann, ['ann', 'Bob']);
  await expectPresent(bob, ['ann', 'Bob']);

  await says(bob, 'Lemon, and something floral.');
  await says(ann, 'Jasmin?');
  await expectMessages([ann, bob], ['Lemon, and something floral.', 'Jasmin?']);
  await says(ann, 'Gone in a moment');
  await expectMessages([ann, bob], ['Lemon', 'Jasmin?', 'Gone in a moment']);

  await messages(ann).nth(1).getByRole('button', { name: 'Edit message' }).click();
  await ann.page.getByRole('textbox', { name: 'Edit message' }).fill('Jasmine, surely.');
  await ann.page.getByRole('button', { name: 'Save' }).click();
  await messages(ann).nth(2).getByRole('button', { name: 'Delete message' }).click();
  await expectMessages([ann, bob], ['Lemon', 'Jasmine, surely.', 'This message was deleted.']);
  for (const one of [ann, bob]) {
    await expect(one.page.locator('body')).not.toContainText('Gone in a moment');
  }
});

test('whoever closes the page is gone from the list', async ({ arrives }) => {
  const [ann, bob] = [await arrives(laptop), await arrives(phone)];
  await opensRoom(ann, 'ann', 'A short visit');
  await takesSeat(bob, await phoneLink(ann), 'Bob');
  await expectPresent(ann, ['ann', 'Bob']);
  await bob.page.close();
  await expectPresent(ann, ['ann']);
});

test('what people write is never markup', async ({ arrives }) => {
  const [ann, bob] = [await arrives(laptop), await arrives(phone)];
  await opensRoom(ann, 'ann', '<b>A room</b>');
  await takesSeat(bob, await phoneLink(ann), '<b>Bob</b>');
  await says(bob, html);
  await expectMessages([ann, bob], [html]);
  for (const { page } of [ann, bob]) {
    await expect(page.getByRole('main').locator('b, img')).toHaveCount(0);
    await expect(page).toHaveTitle('<b>A room</b> · Crema');
  }
});

test('what is said while the network is away is said once when it is back', async ({ arrives }) => {
  const way = await Way.to(nodes()[0]);
  const ann = await arrives(laptop);
  const bob = await arrives({ ...phone, baseURL: way.url });
  bob.losesTheNode = true;
  await opensRoom(ann, 'ann', 'The cellar');
  const link = new URL(await phoneLink(ann));
  await takesSeat(bob, `${way.url}${link.pathname}${link.hash}`, 'Bob');
  await says(bob, 'one');
  await expectMessages([ann, bob], ['one']);

  way.cut();
  await expect(bob.page.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible();
  await says(bob, 'two, in the cellar');
  await says(bob, 'three, too');
  await expectMessages([bob], ['one', 'two, in the cellar', 'three, too']);
  await expect(messages(bob).filter({ hasText: 'Waiting to be sent' })).toHaveCount(2);
  await says(ann, 'Where is Bob?');
  way.mend();
  await expectMessages([ann, bob], ['one', 'Where is Bob?', 'two, in the cellar', 'three, too']);
  await expect(messages(bob).filter({ hasText: 'Waiting to be sent' })).toHaveCount(0);
  await way.close();
});

test('it fits a thumb and a desk, by day and by night', async ({ arrives }) => {
  const [ann, bob] = [await arrives(laptop), await arrives(phone)];
  await ann.page.goto('/');
  await expectAccessible(ann.page);
  await opensRoom(ann, 'ann', 'Washed Ethiopia');
  await ann.page.getByRole('button', { name: 'Invite' }).click();
  await expect(ann.page.getByRole('link', { name: 'Link for phones' })).toBeVisible();
  await expectAccessible(ann.page);
  await ann.page.keyboard.press('Escape');
  const link = await phoneLink(ann);
  await bob.page.goto(link);
  await expect(bob.page.getByLabel('Your name')).toBeVisible();
  await expectAccessible(bob.page);
  await expectRoomForThumbs(bob.page);
  await takesSeat(bob, link, 'Björn');
  await says(ann, 'Good morning! Cup 1 is the washed one from Guji.');
  await says(
    bob,
    'It gets rounder as it cools: the acidity is still there, but there is honey behind it, and a clean finish.',
  );
  await expect(messages(bob)).toHaveCount(2);
  for (const { page } of [ann, bob]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectAccessible(page);
    }
    await expectNoSidewaysScrolling(page);
  }
  await expectRoomForThumbs(bob.page);
});
