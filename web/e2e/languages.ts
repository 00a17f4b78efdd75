import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';

type Texts = { [key: string]: string | Texts };

/** All texts of a language that hold no value, and are therefore shown as they stand. */
function textsIn(language: string): Set<string> {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const found = files.filter((file) => file.endsWith(`texts.${language}.json`));
  return new Set(found.flatMap((file) => plain(JSON.parse(readFileSync(join('src', file), 'utf8')) as Texts)));
}

function plain(texts: Texts): string[] {
  const values = Object.values(texts).flatMap((one) => (typeof one === 'string' ? [one] : plain(one)));
  return values.filter((text) => !text.includes('{{'));
}

/** Nothing on the page is in the other language, and no text is missing. */
export async function expectOnly(language: 'en' | 'ko', page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  const own = textsIn(language);
  const foreign = textsIn(language === 'ko' ? 'en' : 'ko');
  const shown = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      texts.push(node.textContent?.trim() ?? '');
    }
    const named = [...document.querySelectorAll('[aria-label], [placeholder], [title]')];
    return [
      ...texts,
      ...named.flatMap((one) => ['aria-label', 'placeholder', 'title'].map((name) => one.getAttribute(name) ?? '')),
    ];
  });
  const wrong = shown.filter((text) => foreign.has(text) && !own.has(text));
  const missing = shown.filter((text) => /^([a-z]\w*:)?[a-z]\w*(\.\w+)+$/.test(text));
  expect({ wrong, missing }, `texts of ${page.url()}`).toEqual({ wrong: [], missing: [] });
}
