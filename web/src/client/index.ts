/**
 * The client library of `crema.v1.json`. No dependencies; of the browser it needs WebSocket, timers and random numbers, see {@link Host}.
 *
 * ```ts
 * const client = new CremaClient({ url: 'wss://crema.example/ws', token: async () => fetchToken() });
 * client.on('event', (happened) => {
 *   if (happened.event === 'chat.said') console.log(happened.data.message.text);
 * });
 * client.open();
 * await client.send('room.join', { room: 'demo' });
 * await client.send('chat.say', { room: 'demo', text: 'Hello', clientKey: newKey() });
 * ```
 */
export { documentChannel, isOfRoom, roomChannel, roomSnapshot, staffChannel, userChannel } from './channels';
export { type ClientEvents, type ClientOptions, CremaClient } from './client';
export { CLOSE_NAMES, comesBack } from './close-codes';
export { COMMANDS_MAX } from './commands';
export type { ConnectionState } from './connection';
export { CremaError, type FailureCode } from './errors';
export type { Host } from './host';
export { newKey } from './keys';
export { People, type PeopleNow, type Person } from './people';
export { PresenceStatus } from './presence-status';
export type * from './protocol';
export { ServerClock } from './server-clock';
