import { useEffect, useState } from 'react';
import type { Role } from '../../client';
import type { RoomLive } from '../../live/room';

/** The addresses that a host shows: of the phones and of the TV. What opens the door stands after the `#`. */
export interface Addresses {
  phone: string;
  tv: string;
}

/** Invitations for phones and TVs, asked for while `wanted`. They hold for hours, and for this room only. */
export function useInvitations(
  live: RoomLive,
  room: string,
  wanted: boolean,
  session?: string,
): { addresses: Addresses | null; failure: unknown } {
  const [addresses, setAddresses] = useState<Addresses | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (!wanted) {
      return undefined;
    }
    let current = true;
    const mint = async (role: Role) => (await live.client.send('room.invitation', { room, role })).invitation;
    Promise.all([mint('cupper'), mint('display')]).then(
      ([cupper, display]) => current && setAddresses(addressesOf(window.location.origin, cupper, display, session)),
      (problem: unknown) => current && setFailure(problem),
    );
    return () => {
      current = false;
    };
  }, [live, room, wanted, session]);
  return { addresses, failure };
}

/** The TV gets the phones' invitation too: it shows their QR code. */
export function addressesOf(origin: string, cupper: string, display: string, session?: string): Addresses {
  const place = session ? { session } : undefined;
  const phone = new URLSearchParams({ invitation: cupper, ...place });
  const tv = new URLSearchParams({ invitation: display, join: cupper, ...place });
  return { phone: `${origin}/join#${phone}`, tv: `${origin}/tv#${tv}` };
}
