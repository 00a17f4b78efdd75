/** Names that say nothing: candidates are sorted by id, and an id that spoke of its coffee or its place would be told to all. */
function random(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}

export function newCoffeeId(): string {
  return `c-${random(6)}`;
}

export function newOrderId(): string {
  return `box-${random(5)}`;
}

/** What the server takes as an order's id. */
export function isOrderId(value: string): boolean {
  return /^[A-Za-z0-9._-]{1,64}$/.test(value);
}

export function roomOf(orderId: string): string {
  return `blind-box-${orderId}`;
}
