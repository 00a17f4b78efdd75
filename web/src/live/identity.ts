/**
 * Who a page speaks as. A tab keeps its own, so that a host, a phone and a TV may be tried in one browser; a device
 * remembers the newest of each room, so that a phone that was closed comes back as the same cupper.
 */
import type { Role } from '../client';

export interface Identity {
  token: string;
  user: string;
  name: string;
  expiresAtMs: number;
  /** `guest`: came by an invitation, and may be in one room only. */
  kind: 'development' | 'guest' | 'account';
  room?: string;
  role?: Role;
}

const inThisTab = 'crema.identity';
const onThisDevice = (room: string | undefined) => (room ? `crema.identity.${room}` : 'crema.identity');
/** A screen is kept apart from people: who tries the TV in a browser of their own does not become one. */
const screenOnThisDevice = (room: string) => `crema.display.${room}`;

/** For a page about `room`, or about none: the tab's own, else the device's, unless it has ended or is for elsewhere. */
export function rememberedIdentity(room?: string, nowMs = Date.now()): Identity | null {
  const candidates = [
    read(sessionStorage, inThisTab),
    room ? read(localStorage, onThisDevice(room)) : null,
    read(localStorage, onThisDevice(undefined)),
    room ? read(localStorage, screenOnThisDevice(room)) : null,
  ];
  // Only a guest's token cannot be renewed.
  const holds = (one: Identity) => one.kind !== 'guest' || one.expiresAtMs > nowMs;
  const fits = (one: Identity | null) => one !== null && holds(one) && (!one.room || one.room === room);
  return candidates.find(fits) ?? null;
}

export function remember(identity: Identity): void {
  const text = JSON.stringify(identity);
  sessionStorage.setItem(inThisTab, text);
  localStorage.setItem(keyOnThisDevice(identity), text);
}

export function forget(identity: Identity): void {
  sessionStorage.removeItem(inThisTab);
  localStorage.removeItem(keyOnThisDevice(identity));
}

function keyOnThisDevice({ room, role }: Identity): string {
  return room && role === 'display' ? screenOnThisDevice(room) : onThisDevice(room);
}

function read(storage: Storage, key: string): Identity | null {
  const text = storage.getItem(key);
  if (text === null) {
    return null;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isIdentity(value) ? value : null;
  } catch {
    return null;
  }
}

function isIdentity(value: unknown): value is Identity {
  const one = value as Partial<Identity> | null;
  return (
    typeof one === 'object' &&
    one !== null &&
    typeof one.token === 'string' &&
    typeof one.user === 'string' &&
    typeof one.name === 'string' &&
    typeof one.expiresAtMs === 'number'
  );
}
