/**
 * Keeps the app on this device, so that it opens without a network from now on. Asked for by the views that people take
 * into a cellar; thousands who watch a reveal need not fetch a document engine for it.
 */
export function keepForOffline(): void {
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    void navigator.serviceWorker.register('/sw.js');
  }
}
