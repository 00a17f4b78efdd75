/** The door of the client library of `crema.v1.json`: the types of the wire. */
export type * from './protocol';
