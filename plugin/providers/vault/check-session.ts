import type { VaultSession } from './vault-session.ts';

/** Proves that the token is good (`esr stores`). One that was obtained here may lack the right to look itself up. */
export async function checkSession(session: VaultSession): Promise<void> {
  const path = 'auth/token/lookup-self';
  await session.call({ method: 'GET', path }, { call: path, needs: `"read" on "${path}"` }, [403]);
}
