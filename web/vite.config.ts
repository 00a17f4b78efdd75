import { defineConfig } from 'vitest/config';
import { serviceWorker } from './scripts/service-worker.ts';

// A node that is running already; `npm run dev` gives it everything that is not the page.
const node = process.env.CREMA_NODE ?? 'http://localhost:8080';
// Asked under the page's own name: the node admits sockets of its own pages only.
const doors = ['/ws', '/sync'];
const plain = ['/api', '/dev', '/web.json'];

export default defineConfig({
  plugins: [serviceWorker()],
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: 'target/classes/public',
    emptyOutDir: true,
    manifest: true,
    // Fonts stay files: the browser takes only the ones that a page's letters need.
    assetsInlineLimit: 0,
    target: 'es2022',
    rolldownOptions: {
      // `use client` of libraries means something to servers that draw React; there is none here.
      onLog: (level, log, tell) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && tell(level, log),
    },
  },
  server: {
    proxy: Object.fromEntries([
      ...doors.map((path) => [path, { target: node.replace(/^http/, 'ws'), ws: true }]),
      ...plain.map((path) => [path, { target: node }]),
    ]),
  },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
});
