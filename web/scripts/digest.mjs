import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The SHA-256 of the names and contents of files and folders, and of the files here that `also` takes. */
export function digestOf(paths, also = () => false) {
  const hash = createHash('sha256').update(process.version);
  const here = readdirSync('.').filter((name) => also(name) && !paths.includes(name));
  for (const file of [...paths, ...here].filter(existsSync).flatMap(filesIn).sort()) {
    const content = readFileSync(file);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesIn(path) {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path];
}
