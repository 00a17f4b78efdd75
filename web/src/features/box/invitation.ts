/** What stands after the `#` of a box's link: it never reaches a server, nor its logs. */
export interface Invitation {
  /** To be exchanged for a guest of one's own. */
  invitation?: string;
  /** On a screen's link: the invitation that it shows to phones. */
  join?: string;
}

export function readInvitation(hash: string): Invitation {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  const invitation = values.get('invitation');
  const join = values.get('join');
  return { ...(invitation ? { invitation } : {}), ...(join ? { join } : {}) };
}

/** For somebody who guesses. */
export function guestAddress(order: string, invitation: string, origin = window.location.origin): string {
  return `${origin}/boxes/${encodeURIComponent(order)}#${new URLSearchParams({ invitation })}`;
}

/** For a screen: it comes in by itself, and shows the guests' code. */
export function screenAddress(
  order: string,
  invitation: string,
  join: string,
  origin = window.location.origin,
): string {
  return `${origin}/boxes/${encodeURIComponent(order)}#${new URLSearchParams({ invitation, join })}`;
}
