import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { digestOf } from './digest.mjs';
import { fail, run, say } from './programs.mjs';

const STAMP = 'node_modules/.installed';

/**
 * Installs what package-lock.json names, unless that is what is there. Not by `npm ci`: where a registry does not have the
 * packages of other platforms, the lock file cannot name them, and `npm ci` refuses it. Versions and digests hold all the same.
 */
export async function install() {
  const wanted = digestOf(['package-lock.json', 'package.json', '.npmrc']);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return;
  }
  say('installing packages');
  const options = { shell: process.platform === 'win32' }; // where npm is a script that only a shell finds
  if ((await run('npm', ['install', '--no-save'], 'npm install', options)) !== 0) {
    fail('the packages are not installed: is npm on the PATH, and can it reach its registry?');
  }
  writeFileSync(STAMP, wanted);
}
