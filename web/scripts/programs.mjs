import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const NODE_MIN = [20, 19];

/** Ends this process with words for the person who builds, when Node.js is too old for the bundler. */
export function needNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) {
    fail(`The web application is built by Node.js ${NODE_MIN.join('.')} or newer; this is ${process.versions.node}.`);
  }
}

export function say(words) {
  process.stdout.write(`web: ${words}\n`);
}

export function fail(words) {
  process.stderr.write(`web: ${words}\n`);
  process.exit(1);
}

/** Runs programs of the installed packages beside each other; each is [name, ...arguments]. */
export async function all(...programs) {
  const codes = await Promise.all(
    programs.map(([name, ...args]) => run(process.execPath, [binOf(name), ...args], name)),
  );
  if (codes.some((code) => code !== 0)) {
    process.exit(1);
  }
}

/** Runs one to its end; what it says is said at once when it is over, so that two do not mix. */
export function run(command, args, name = command, options = {}) {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env, ...options });
    const said = [];
    child.stdout.on('data', (data) => said.push(data));
    child.stderr.on('data', (data) => said.push(data));
    child.on('error', (error) => fail(`${name} did not start: ${error.message}`));
    child.on('close', (code) => {
      if (code !== 0) {
        process.stderr.write(`web: ${name} failed\n${Buffer.concat(said)}`);
      }
      resolve(code ?? 1);
    });
  });
}

const PACKAGES = { tsc: 'typescript', biome: '@biomejs/biome' };

/** The script behind a name in node_modules/.bin, which is a shell script or a link, as the platform has it. */
function binOf(name) {
  const manifest = createRequire(import.meta.url).resolve(`${PACKAGES[name] ?? name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[name]);
}
