// What Maven calls: `node scripts/build.mjs` installs the packages, checks types and style, bundles into
// target/classes/public and weighs the first load. What has not changed since the last time is not done again.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { digestOf } from './digest.mjs';
import { install } from './install.mjs';
import { all, needNode, say } from './programs.mjs';
import { weigh } from './weigh.mjs';

const STAMP = 'target/built';
const BUNDLE = 'target/classes/public/index.html';

/** Everything that the bundle and its checks are made from. */
const SOURCES = [
  'src',
  'e2e',
  'public',
  'scripts',
  'index.html',
  'package.json',
  'package-lock.json',
  '../docs/golden',
];

function isBuilt(digest) {
  return existsSync(BUNDLE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest;
}

needNode();
await install();
const digest = digestOf(SOURCES, (name) => /\.(json|ts)$/.test(name));
if (isBuilt(digest)) {
  say('nothing changed');
} else {
  rmSync(STAMP, { force: true });
  mkdirSync('target', { recursive: true });
  await all(['tsc', '--noEmit'], ['biome', 'ci', '--colors=off', '.'], ['vite', 'build']);
  weigh();
  writeFileSync(STAMP, digest);
}
