import type { Page } from '@playwright/test';
import { sample, sections } from './session';
import { expect, laptop, type Person, test } from './support';

/** More stops than any view has. */
const stopsMax = 80;

test('a cupping by keys alone: the demo is begun, joined, and scored with 1 to 9', async ({ arrives }) => {
  const host = await arrives(laptop);
  await host.page.goto('/');
  await presses(host, 'button', 'Start a demo cupping');
  const invite = host.page.getByRole('dialog');
  await expect(invite.getByRole('img', { name: 'QR code to join by phone' })).toBeVisible();
  const link = (await invite.getByRole('link', { name: 'Link for phones' }).getAttribute('href')) ?? '';
  await host.page.keyboard.press('Escape');
  await expect(invite).toHaveCount(0);

  const ann = await arrives(laptop);
  await ann.page.goto(link);
  await tabsTo(ann.page, 'textbox', 'Your name');
  await ann.page.keyboard.type('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByText('You are in. It begins when the host says so.')).toBeVisible();
  await presses(host, 'button', 'Begin the cupping');
  await expect(host.page.getByRole('heading', { level: 2, name: 'Dry fragrance' })).toBeVisible();

  const card = ann.page.getByRole('region', { name: /^Sample \d{3}$/ });
  await expect(card).toBeVisible();
  const code = /\d{3}/.exec((await card.getAttribute('aria-label')) ?? '')?.[0] ?? '';
  for (const [at, section] of sections.entries()) {
    await tabsTo(ann.page, 'tab', section);
    await ann.page.keyboard.press('Enter');
    await tabsTo(ann.page, 'radio', '');
    await ann.page.keyboard.press(String(9 - at));
    await expect(sample(ann, code).getByRole('radio', { name: new RegExp(`^${9 - at}\\b`) })).toBeChecked();
    await tabsTo(ann.page, 'tab', section, 'Shift+Tab');
    await ann.page.keyboard.press('ArrowRight');
  }
  await expect(sample(ann, code).getByText(/^Complete: \d+\.\d\d points$/)).toBeAttached();
  await ann.page.keyboard.press('Control+ArrowRight');
  await expect(sample(ann, code)).toHaveCount(0);
});

async function presses({ page }: Person, role: string, name: string): Promise<void> {
  await tabsTo(page, role, name);
  await page.keyboard.press('Enter');
}

/** Goes from stop to stop until one of this role and name has the focus. */
async function tabsTo(page: Page, role: string, name: string, key = 'Tab'): Promise<void> {
  for (let stop = 0; stop < stopsMax; stop++) {
    if (await hasFocus(page, role, name)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`no ${role} named ${name} within ${stopsMax} stops of ${page.url()}`);
}

async function hasFocus(page: Page, role: string, name: string): Promise<boolean> {
  const wanted = page.getByRole(role as 'button', name ? { name } : {});
  const focused = page.locator(':focus');
  return (await focused.count()) === 1 && (await wanted.and(focused).count()) === 1;
}
