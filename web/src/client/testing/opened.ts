import { type ClientOptions, CremaClient } from '../client';
import type { ConnectAck } from '../protocol';
import { FakeHost } from './fake-host';

/** A client on a fake host that was opened, before the server has answered. */
export async function opened(options: Partial<ClientOptions> = {}): Promise<{ host: FakeHost; client: CremaClient }> {
  const host = new FakeHost();
  const client = new CremaClient({ url: 'wss://crema.test/ws', token: async () => 'token-1', host, ...options });
  client.open();
  await host.pass(0);
  return { host, client };
}

/** The same, and online. */
export async function online(
  answer: Partial<ConnectAck> = {},
  options: Partial<ClientOptions> = {},
): Promise<{ host: FakeHost; client: CremaClient }> {
  const all = await opened(options);
  all.host.newest.accept(answer);
  return all;
}

/** The connection is lost, and comes back. */
export async function lostAndBack(host: FakeHost, answer: Partial<ConnectAck> = {}): Promise<void> {
  host.newest.end(1006);
  await host.pass(15_000);
  host.newest.accept({ resumed: true, ...answer });
}
