import { expect, type Locator } from '@playwright/test';
import type { Person } from './support';

/** What people do in a cupping session, by the names that they read. */

export interface Links {
  phone: string;
  tv: string;
}

/** From the room: sets up a session with these coffees and the CVA's affective form. */
export async function setsUp({ page }: Person, title: string, coffees: readonly string[]): Promise<void> {
  await page.getByRole('link', { name: 'Set up a cupping' }).click();
  await page.getByLabel('Title').fill(title);
  for (const [at, coffee] of coffees.entries()) {
    const cell = page.getByLabel(`Name, row ${at + 1}`, { exact: true });
    if ((await cell.count()) === 0) {
      await page.getByRole('button', { name: 'Add a coffee' }).click();
    }
    await cell.fill(coffee);
  }
  await page.getByRole('button', { name: 'Open the session' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** From the host's desk. */
export async function links({ page }: Person): Promise<Links> {
  await page.getByRole('button', { name: 'Invite phones and the TV' }).click();
  const address = async (name: string) => (await page.getByRole('link', { name }).getAttribute('href')) ?? '';
  const found = { phone: await address('Link for phones'), tv: await address('Link for the TV') };
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  return found;
}

/** Presses what comes next; the step's name stands on the desk when it is there. */
export async function moves({ page }: Person, button: string, step: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const [title] = button.split('…');
  if (button.endsWith('…')) {
    await page
      .getByRole('dialog')
      .getByRole('button', { name: title ?? '', exact: true })
      .click();
  }
  await expect(page.getByRole('heading', { level: 2, name: step, exact: true })).toBeVisible();
}

/** The sections of the CVA's affective form that are scored from 1 to 9. */
export const sections = ['Fragrance', 'Aroma', 'Flavor', 'Aftertaste', 'Acidity', 'Sweetness', 'Mouthfeel', 'Overall'];

export function sample({ page }: Person, code: string): Locator {
  return page.getByRole('region', { name: `Sample ${code}` });
}

export async function goesTo({ page }: Person, section: string): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${section}`) }).click();
}

/** In every one of these sections, every sample gets its value. */
export async function scores(person: Person, values: ReadonlyMap<string, number>, among = sections): Promise<void> {
  for (const section of among) {
    await goesTo(person, section);
    for (const [code, value] of values) {
      await person.page.getByRole('button', { name: new RegExp(`^Sample ${code}`) }).click();
      const block = sample(person, code).getByRole('radio', { name: new RegExp(`^${value}\\b`) });
      await block.click();
      await expect(block).toBeChecked();
    }
  }
}

/** The codes on the table of somebody who scores, in the order of their strip. */
export async function codesOf({ page }: Person): Promise<string[]> {
  const tiles = page.getByRole('navigation', { name: 'Samples' }).getByRole('button', { name: /^Sample \d+/ });
  await expect(tiles.first()).toBeVisible();
  return (await tiles.allInnerTexts()).map((text) => /\d{3}/.exec(text)?.[0] ?? '');
}

/** What a sheet of eights comes to: 0.65625 x sum + 52.75, to the nearest quarter. */
export function pointsOf(value: number): number {
  return Math.floor((21 * 8 * value + 1688 + 4) / 8) / 4;
}
