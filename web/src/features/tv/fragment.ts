/** What stands after the `#` of the TV's link; it never reaches a server. */
export interface TvFragment {
  /** Makes this screen a display of the room. */
  invitation?: string;
  /** For phones: shown as a QR code, since a display may not invite. */
  join?: string;
}

export function readTvFragment(hash: string): TvFragment {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  const invitation = values.get('invitation');
  const join = values.get('join');
  return { ...(invitation ? { invitation } : {}), ...(join ? { join } : {}) };
}

const joinOf = (room: string) => `crema.tv.join.${room}`;

/** Kept by the tab, so that a reload still shows it. */
export function rememberJoin(room: string, invitation: string): void {
  sessionStorage.setItem(joinOf(room), invitation);
}

export function rememberedJoin(room: string): string | null {
  return sessionStorage.getItem(joinOf(room));
}
