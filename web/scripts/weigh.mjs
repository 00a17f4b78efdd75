import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fail, say } from './programs.mjs';

const BUNDLE = 'target/classes/public';
const MANIFEST = 'target/manifest.json';
const LIMIT_BYTES = 250_000;

/** The modules that a phone which follows an invitation loads before its cup can be scored: with Automerge, and with one language. */
const PHONE = [
  'index.html',
  'src/features/join/index.tsx',
  'src/features/join/texts.ko.json',
  'src/features/phone/index.tsx',
  'src/features/phone/texts.ko.json',
  'src/live/documents/repo.ts',
];

/** Prints how much script a phone loads first, compressed, and fails above the limit. */
export function weigh() {
  const manifest = takeManifest();
  const unknown = PHONE.find((key) => !manifest[key]);
  if (unknown) {
    fail(`no chunk of ${unknown} in the bundle: scripts/weigh.mjs must know the entries of the phone's view`);
  }
  const files = [...withImports(manifest, PHONE)]
    .map((key) => manifest[key].file)
    .filter((file) => file.endsWith('.js'));
  const sizes = files.map((file) => [file, gzipSync(readFileSync(join(BUNDLE, file)), { level: 9 }).length]);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  say(`the phone's first load is ${kilobytes(total)} of compressed script in ${files.length} files`);
  if (total > LIMIT_BYTES) {
    const heaviest = sizes.sort(([, a], [, b]) => b - a).map(([file, bytes]) => `  ${kilobytes(bytes)}  ${file}`);
    fail(`that is more than ${kilobytes(LIMIT_BYTES)}:\n${heaviest.join('\n')}`);
  }
}

/** Out of what is served: nobody asks for it there. */
function takeManifest() {
  renameSync(join(BUNDLE, '.vite', 'manifest.json'), MANIFEST);
  rmSync(join(BUNDLE, '.vite'), { recursive: true });
  return JSON.parse(readFileSync(MANIFEST, 'utf8'));
}

function withImports(manifest, keys, found = new Set()) {
  for (const key of keys) {
    if (!found.has(key)) {
      found.add(key);
      withImports(manifest, manifest[key].imports ?? [], found);
    }
  }
  return found;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
