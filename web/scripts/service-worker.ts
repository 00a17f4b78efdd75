import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Fonts and old formats are fetched when a page needs them; the worker keeps them from then on. */
const keptWhenAskedFor = /\.(woff2?|ttf)$/;

/**
 * Builds `src/sw.ts` beside the app, under an address that never changes, and tells it what the app is made of:
 * `__BUILD__` is replaced by `{version, files}`.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'crema-service-worker',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          input: { app: 'index.html', sw: 'src/sw.ts' },
          output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
        },
      },
    }),
    generateBundle: {
      // After the page is made: without it nothing of the rest would be found again.
      order: 'post',
      async handler(_options, bundle) {
        const [worker, page] = [bundle['sw.js'], bundle['index.html']];
        if (worker?.type !== 'chunk' || page?.type !== 'asset') {
          throw new Error('sw.js or index.html was not built');
        }
        const built = Object.keys(bundle).filter((file) => file !== 'sw.js' && !file.startsWith('.vite/'));
        const open = await readdir('public');
        const version = createHash('sha256').update(page.source);
        for (const file of built.sort()) {
          version.update(file); // a built file's name holds the hash of what is in it
        }
        for (const file of open.sort()) {
          version.update(await readFile(join('public', file)));
        }
        const files = [...built, ...open].filter((file) => !keptWhenAskedFor.test(file)).map((file) => `/${file}`);
        const build = { version: version.digest('hex').slice(0, 16), files };
        worker.code = worker.code.replaceAll('__BUILD__', JSON.stringify(build));
      },
    },
  };
}
