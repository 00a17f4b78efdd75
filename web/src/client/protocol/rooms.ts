/** Rooms, their people, and the chat. */
import type { BlindBox } from './blindbox';
import type { Stand } from './connection';
import type { Nothing, Position } from './envelope';
import type { OpenTastings } from './tastings';

export type RoomType = 'cupping' | 'tasting' | 'blind-box' | 'virtual' | 'event';
export type Visibility = 'public' | 'invite';
export type Role =
  | 'host'
  | 'assistant'
  | 'moderator'
  | 'editor'
  | 'cupper'
  | 'partner'
  | 'guest'
  | 'observer'
  | 'display';
export type Permission = 'view' | 'chat' | 'appear' | 'publish' | 'edit' | 'moderate' | 'invite' | 'administer';

export interface Room {
  id: string;
  type: RoomType;
  title: string;
  /** A user's id. */
  owner: string;
  visibility: Visibility;
  /** How many may have a seat. */
  capacity: number;
  slowModeMs: number;
  state: 'open' | 'closed';
  createdAtMs: number;
  version: number;
}

export interface Member {
  user: string;
  name: string;
  role: Role;
}

export interface ChatMessage {
  id: string;
  room: string;
  /** Its place in the chat, rising; a number may be left out. */
  seq: number;
  /** A user's id. */
  from: string;
  name: string;
  /** Empty when deleted. */
  text: string;
  atMs: number;
  editedAtMs?: number;
  deleted: boolean;
}

/** @property next to be given as `before`; absent when there is nothing older */
export interface ChatPage {
  /** Newest last. */
  messages: ChatMessage[];
  next?: number;
}

/** The whole of a room, made for this viewer. Presence follows as an event of its own. */
export interface RoomSnapshot {
  room: Room;
  role: Role;
  permissions: Permission[];
  chat: ChatPage;
  /** When sessions are open. */
  tastings?: OpenTastings;
  /** In the room of a blind box. */
  blindBox?: BlindBox;
}

interface InRoom {
  room: string;
}

interface OfMember extends InRoom {
  user: string;
}

export interface RoomCommands {
  'room.create': {
    data: {
      type: RoomType;
      title: string;
      visibility?: Visibility;
      capacity?: number;
      slowModeMs?: number;
      id?: string;
    };
    ack: { room: Room };
  };
  'room.get': { data: InRoom; ack: { room: Room; role?: Role; permissions?: Permission[] } };
  'room.list': { data: { after?: string; limit?: number }; ack: { rooms: Room[]; next?: string } };
  'room.update': {
    data: InRoom & { title?: string; visibility?: Visibility; capacity?: number; slowModeMs?: number };
    ack: { room: Room };
  };
  'room.close': { data: InRoom; ack: Nothing };
  /** A snapshot follows unless it was recovered. */
  'room.join': {
    data: InRoom & { role?: Role } & Partial<Position>;
    ack: { room: Room; role: Role; permissions: Permission[]; channels: Record<string, Stand> };
  };
  'room.leave': { data: InRoom; ack: Nothing };
  'room.invite': { data: OfMember & { role: Role }; ack: Nothing };
  'room.guest-token': {
    data: InRoom & { role: Role; name?: string; ttlSeconds?: number };
    ack: { token: string; expiresAtMs: number };
  };
  /** An invitation opens nothing by itself: it is exchanged for a guest's token by `POST /api/v1/guests`. */
  'room.invitation': {
    data: InRoom & { role: Role; ttlSeconds?: number };
    ack: { invitation: string; expiresAtMs: number };
  };
  /** All of the room's invitations that were made until now; the guests stay. */
  'room.revoke-invitations': { data: InRoom; ack: Nothing };
  'room.set-role': { data: OfMember & { role: Role }; ack: Nothing };
  'room.kick': { data: OfMember; ack: Nothing };
  'room.ban': { data: OfMember & { untilMs?: number; reason?: string }; ack: Nothing };
  'room.unban': { data: OfMember; ack: Nothing };
  'room.mute': { data: OfMember & { untilMs?: number }; ack: Nothing };
  'room.unmute': { data: OfMember; ack: Nothing };
  'room.members': { data: InRoom & { after?: string; limit?: number }; ack: { members: Member[]; next?: string } };
  /** `clientKey` makes a second say harmless, in whatever session. */
  'chat.say': { data: InRoom & { text: string; clientKey?: string }; ack: { message: ChatMessage } };
  'chat.edit': { data: InRoom & { message: string; text: string }; ack: { message: ChatMessage } };
  'chat.delete': { data: InRoom & { message: string }; ack: Nothing };
  'chat.history': { data: InRoom & { before?: number; limit?: number }; ack: ChatPage };
}

/** On `room:{id}`, except where it is said. */
export interface RoomEvents {
  'room.updated': { room: Room };
  'room.closed': Nothing;
  'room.member-joined': Member;
  'room.member-left': { user: string };
  'room.member-removed': { user: string; reason: 'kicked' | 'banned' };
  'room.role-changed': { user: string; role: Role };
  'room.member-muted': { user: string; untilMs?: number };
  'room.member-unmuted': { user: string };
  /** On `room:{id}:staff`. */
  'room.member-banned': { user: string; by: string; untilMs?: number; reason?: string };
  /** On `room:{id}:staff`. */
  'room.member-unbanned': { user: string; by: string };
  /** On the invited user's own channel. */
  'room.invited': { room: string; title: string; type: RoomType; role: Role; by: string };
  'chat.said': { message: ChatMessage };
  'chat.edited': { message: ChatMessage };
  'chat.deleted': { message: ChatMessage };
}
