import { formatFloat } from '../go/format-float.ts';
import { parseJsonObject } from '../providers/parse-json-object.ts';

/**
 * When a JSON web token ends, in seconds since 1970 as text; `undefined` for one that does not say.
 *
 * @remarks ESO: `runtime/esutils/utils.go`, `ExtractJWTExpiration`.
 */
export function jwtExpiry(token: string): string | undefined {
  const [, payload, ...rest] = token.split('.');
  if (payload === undefined || rest.length !== 1) return undefined;
  const { exp } = parseJsonObject(Buffer.from(payload, 'base64url')) ?? {};
  return typeof exp === 'number' ? formatFloat(exp, 'f') : undefined;
}
