/** Sign-in by the platform's OAuth2/OIDC, with PKCE. Loaded only where it is used. */
import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { Identity } from './identity';
import { webSettings } from './tokens';

let manager: Promise<UserManager> | null = null;

function userManager(): Promise<UserManager> {
  manager ??= webSettings().then(({ oidc }) => {
    if (!oidc) {
      throw new Error('no sign-in is configured');
    }
    return new UserManager({
      authority: oidc.issuer,
      client_id: oidc.clientId,
      scope: oidc.scope,
      redirect_uri: `${window.location.origin}/signed-in`,
      response_type: 'code',
      automaticSilentRenew: false,
      userStore: new WebStorageStateStore({ store: window.localStorage }),
    });
  });
  return manager;
}

/** Leaves for the provider's page; it comes back to `/signed-in`, which goes on to `returnTo`. */
export async function beginSignIn(returnTo: string): Promise<void> {
  await (await userManager()).signinRedirect({ state: returnTo });
}

/** On `/signed-in`: who it is now, and where to go on. Only a path of this app is gone to. */
export async function endSignIn(): Promise<{ identity: Identity; returnTo: string }> {
  const user = await (await userManager()).signinRedirectCallback();
  const asked = typeof user.state === 'string' ? user.state : '/';
  return { identity: toIdentity(user), returnTo: /^\/(?!\/)/.test(asked) ? asked : '/' };
}

/** With a token that was renewed silently, by the provider's refresh token. */
export async function freshAccount(identity: Identity): Promise<Identity> {
  const user = await (await userManager()).signinSilent();
  return user ? toIdentity(user) : identity;
}

interface SignedIn {
  access_token: string;
  expires_at?: number | undefined;
  profile: { sub: string; name?: string | undefined; preferred_username?: string | undefined };
}

function toIdentity({ access_token, expires_at, profile }: SignedIn): Identity {
  return {
    kind: 'account',
    token: access_token,
    user: profile.sub,
    name: profile.name ?? profile.preferred_username ?? profile.sub,
    expiresAtMs: (expires_at ?? Math.floor(Date.now() / 1_000) + 300) * 1_000,
  };
}
