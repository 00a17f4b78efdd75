import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ofMacs = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium of this machine: the one that `CHROMIUM` names, or one in the usual places. None is downloaded. */
export function chromium(): string {
  const named = process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = [...(named ? [named] : []), ...folders.flatMap((at) => names.map((name) => join(at, name))), ...ofMacs];
  const first = found.find(isExecutable);
  if (first === undefined) {
    throw new Error('No Chromium on the PATH: apt-get install chromium, or let CHROMIUM name one');
  }
  return first;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
