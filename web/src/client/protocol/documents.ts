/** Documents on this door: changes are heard of, and brought. They are edited at `/sync`. */
import type { Nothing } from './envelope';

/** A change's hash: 64 hexadecimal digits. */
export type ChangeHash = string;

export interface DocumentCommands {
  /** To be done again after each `connect`. */
  'doc.follow': {
    data: { document: string };
    ack: { document: string; heads: ChangeHash[]; access: 'read' | 'write' };
  };
  'doc.unfollow': { data: { document: string }; ack: Nothing };
  /** 1 to 500 change chunks in Base64, each after what it depends on. */
  'doc.apply': { data: { document: string; changes: string[] }; ack: { document: string; heads: ChangeHash[] } };
}

/** On `doc:{id}`, without an offset. */
export interface DocumentEvents {
  /** `changes` is absent when they are large, `heads` when there are many; with a `count` of 0, read `heads`. */
  'doc.changed': { document: string; heads?: ChangeHash[]; count: number; changes?: string[] };
  /** Changes of one's own, from whichever device, are stored. */
  'doc.saved': { document: string; heads?: ChangeHash[] };
}
