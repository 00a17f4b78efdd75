/**
 * Keeps the app on the device, so that a page that was opened once opens in a cellar too. Only the app's own files:
 * nothing of the API, no token, nothing that a person may or may not see.
 *
 * A new version takes over when no page of the old one is open any more: a sheet in the hand is not changed under it.
 */
declare const __BUILD__: { version: string; files: string[] };

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const cacheName = `crema-${__BUILD__.version}`;
const page = '/index.html';
const files = new Set(__BUILD__.files);

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(__BUILD__.files)));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) {
    return;
  }
  if (request.mode === 'navigate' && isOfTheApp(url.pathname)) {
    event.respondWith(kept(page).then((answer) => answer ?? fetch(request)));
  } else if (files.has(url.pathname) || url.pathname.startsWith('/assets/')) {
    event.respondWith(keptOrFetched(request));
  }
});

function isOfTheApp(path: string): boolean {
  return !/^\/(api|dev|ws|sync|health|prometheus|openapi|asyncapi|\.well-known)\b/.test(path) && !/\.\w+$/.test(path);
}

/** Whatever a proxy says that an answer varies by: a file of the app is the same for everybody. */
async function kept(key: RequestInfo): Promise<Response | undefined> {
  return (await caches.open(cacheName)).match(key, { ignoreVary: true });
}

async function keptOrFetched(request: Request): Promise<Response> {
  const here = await kept(request);
  if (here) {
    return here;
  }
  const answer = await fetch(request);
  if (answer.ok) {
    await (await caches.open(cacheName)).put(request, answer.clone());
  }
  return answer;
}
