import { expect, type Locator } from '@playwright/test';
import type { Person } from './support';

/** What people do in a room, by the names that they read. */

/** Opens a room as somebody of this name, in development mode. */
export async function opensRoom(host: Person, name: string, title: string): Promise<void> {
  const { page } = host;
  await page.goto('/');
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByLabel('Name of the room').fill(title);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** The link behind the QR code. */
export async function phoneLink(host: Person): Promise<string> {
  const { page } = host;
  await page.getByRole('button', { name: 'Invite' }).click();
  const link = await page.getByRole('link', { name: 'Link for phones' }).getAttribute('href');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  expect(link).toContain('/join#invitation=');
  return link ?? '';
}

export async function takesSeat(person: Person, link: string, name: string): Promise<void> {
  const { page } = person;
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Take a seat' }).click();
  await expect(page).not.toHaveURL(/\/join/);
}

export async function says(person: Person, text: string): Promise<void> {
  await person.page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await person.page.getByRole('button', { name: 'Send' }).click();
}

/** The messages, oldest first. */
export function messages({ page }: Person): Locator {
  return page.getByRole('log', { name: 'Chat' }).getByRole('listitem');
}

/** All show these, in this order and no others. */
export async function expectMessages(people: Person[], texts: string[]): Promise<void> {
  for (const person of people) {
    await expect(messages(person)).toHaveText(texts.map((text) => new RegExp(escaped(text))));
  }
}

/** These are here, in any order, and nobody else. */
export async function expectPresent({ page }: Person, names: string[]): Promise<void> {
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Here now' }) });
  const present = async () => {
    const items = await card.getByRole('listitem').allInnerTexts();
    return items.map((item) => names.find((name) => item.includes(name)) ?? item).sort();
  };
  await expect.poll(present).toEqual([...names].sort());
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
