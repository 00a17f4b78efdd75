import { expect, expectAccessible, laptop, phone, test } from './support';
import { expectMessages, phoneLink, says, takesSeat } from './table';

/** Of a host with an account, made by the test that started the node. */
const token = process.env.CREMA_TOKEN ?? '';

test('a node in production gives no tokens, and a link still lets people in', async ({ arrives }) => {
  const stranger = await arrives(laptop);
  await stranger.page.goto('/');
  await expect(stranger.page.getByText('Ask the host for a link or a QR code.')).toBeVisible();
  await expect(stranger.page.getByRole('button', { name: 'Start a demo cupping' })).toHaveCount(0);
  await expectAccessible(stranger.page);

  const [host, bob] = [await arrives(laptop), await arrives(phone)];
  await host.page.goto(`/join#token=${token}`);
  await host.page.getByLabel('Name of the room').fill('The public table');
  await host.page.getByRole('button', { name: 'Open', exact: true }).click();
  await takesSeat(bob, await phoneLink(host), 'Bob');
  await says(bob, 'Good morning.');
  await expectMessages([host, bob], ['Good morning.']);
  host.expectNoTokenInAddresses();
  bob.expectNoTokenInAddresses();
});
