import type { Bytes } from './byte-string.ts';
import type { UserInfo } from './url.ts';
import { escapeUrl } from './url-escape.ts';

/** Writes `name` or `name:password`, encoded (Go: `net/url`, `Userinfo.String`). */
export function printUserInfo({ name, password }: UserInfo): Bytes {
  const user = escapeUrl(name, 'userinfo');
  return (password === undefined ? user : `${user}:${escapeUrl(password, 'userinfo')}`) as Bytes;
}
