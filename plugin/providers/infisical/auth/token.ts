import type { AuthMethod } from './auth-method.ts';

/** `tokenAuthCredentials`: a token made beforehand. */
export const method: AuthMethod = async (_fields, { text }) => ({ token: await text('accessToken') });
