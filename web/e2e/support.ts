import AxeBuilder from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
export const laptop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
export const tv: BrowserContextOptions = { viewport: { width: 1920, height: 1080 } };

/** What Chromium itself says of a node that is away; no page can keep it from saying so. */
const ofAnAbsentNode = [/WebSocket connection to/, /net::ERR_/];

type Arrives = (options?: BrowserContextOptions) => Promise<Person>;

/** `arrives` opens a browser profile for somebody, and no console may have complained when the spec is over. */
export const test = base.extend<{ arrives: Arrives }>({
  arrives: async ({ browser }, use) => {
    const people: Person[] = [];
    await use(async (options) => {
      const person = await Person.arrives(browser, options);
      people.push(person);
      return person;
    });
    for (const person of people) {
      person.expectNoConsoleErrors();
      await person.context.close();
    }
  },
});
export { expect };

/** Somebody with a browser profile of their own, of whom everything is written down that reaches the browser. */
export class Person {
  readonly complaints: string[] = [];
  /** Set by a spec that takes the network or the node away. */
  losesTheNode = false;
  /** What came on sockets, with the time of this machine at which it came. */
  readonly frames: { atMs: number; text: string }[] = [];
  readonly #answers: Promise<string>[] = [];
  readonly #asked: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => this.complaints.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('websocket', (socket) => {
      this.#asked.push(socket.url());
      socket.on('framereceived', ({ payload }) => {
        const atMs = Date.now();
        this.frames.push(...readings(payload).map((text) => ({ atMs, text })));
      });
    });
    page.on('request', (request) => this.#asked.push(request.url()));
    page.on('response', (response) => {
      if (['document', 'xhr', 'fetch', 'eventsource', 'other'].includes(response.request().resourceType())) {
        const text = response.text().catch(() => ''); // gone with the page that asked
        this.#answers.push(text.then((body) => `${response.url()}\n${body}`));
      }
    });
  }

  /** @param options as one of `phone`, `laptop`, `tv`, and a locale or color scheme over it */
  static async arrives(browser: Browser, options: BrowserContextOptions = laptop): Promise<Person> {
    const context = await browser.newContext(options);
    return new Person(context, await context.newPage());
  }

  /** Everything that has reached the browser, and all that it shows and keeps now. */
  async everythingSeen(): Promise<string> {
    const shown = await Promise.all([markup(this.page), accessibilityTree(this.page), kept(this.page)]);
    return [
      this.page.url(),
      ...shown,
      ...this.frames.map(({ text }) => text),
      ...(await Promise.all(this.#answers)),
    ].join('\n');
  }

  /** None of these words is anywhere in what has reached the browser. */
  async expectNothingKnownOf(...words: string[]): Promise<void> {
    const seen = (await this.everythingSeen()).toLowerCase();
    expect(
      words.filter((word) => seen.includes(word.toLowerCase())),
      'known before its time',
    ).toEqual([]);
  }

  /**
   * What opens a door stands behind the `#` or in a header, and never in what a proxy may write down. But for `/sync`: a
   * browser sends no header with a socket, and automerge-repo's messages have no place for a token.
   */
  expectNoTokenInAddresses(): void {
    const sent = this.#asked.map((url) => new URL(url)).filter(({ pathname }) => pathname !== '/sync');
    expect(sent.filter(({ search }) => /token|invitation|eyJ/.test(search)).map(String)).toEqual([]);
  }

  /** The console is without errors and warnings, but those about a node that a spec took away. */
  expectNoConsoleErrors(): void {
    const expected = this.losesTheNode ? ofAnAbsentNode : [];
    expect(this.complaints.filter((one) => !expected.some((words) => words.test(one)))).toEqual([]);
  }
}

/** By axe: WCAG 2.2, levels A and AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary ?? ''}`),
  );
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

/** Nothing that can be touched is smaller than a thumb needs, but links in the middle of a text. */
export async function expectRoomForThumbs(page: Page): Promise<void> {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input:not([type=hidden]), textarea, select, [role=button], a')]
      .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((one) => !(one.tagName === 'A' && getComputedStyle(one).display === 'inline'))
      .map((one) => ({ one, box: (one.closest('label') ?? one).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
      .map(({ one, box }) => `${one.outerHTML.slice(0, 160)} is ${Math.round(box.width)} x ${Math.round(box.height)}`),
  );
  expect(small, `too small for a thumb at ${page.url()}`).toEqual([]);
}

/** Nothing sticks out at the side. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const [wide, there] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(there ?? 0);
}

/** A frame as text; binary ones also byte by byte, as a text in them may be in either. */
function readings(payload: string | Buffer): string[] {
  return typeof payload === 'string' ? [payload] : [payload.toString('utf8'), payload.toString('latin1')];
}

/** With the attributes, and what stands in fields. */
function markup(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')].map(
      ({ value }) => value,
    );
    return [document.title, document.documentElement.outerHTML, ...fields].join('\n');
  });
}

async function accessibilityTree(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return JSON.stringify(nodes);
}

/** What the page keeps over its end, but for its documents, which are the frames of `/sync`. */
function kept(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]));
}
