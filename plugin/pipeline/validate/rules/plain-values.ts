import { lintWords } from '../../../errors/lint.ts';
import { remark } from '../remark.ts';
import type { Rule } from '../rule.ts';

/** Names that end so tell of something beside the secret: where it is, who has it, how long it lasts. */
const beside =
  /(?:ur[il]|endpoint|host|port|name|user|path|file|dir|header|type|kind|issuer|audience|region|algorithm|ttl|length|enabled|policy|ref|id|(?:age|timeout|interval|seconds|expiry|expiration))$/i;
const telling = /pass(?:word|wd|phrase)?(?:$|[^a-z])|secret|token|api[-_]?key|private[-_]?key|credential/i;

/** Values that are likely secret and stand in the manifest. */
export const plainValues: Rule = {
  codes: ['PLAIN_VALUE'],
  about:
    'A text without an expression, under a name such as password or token, is a secret that everybody with the repository can read.',
  *check({ secrets }) {
    for (const { externalSecret, templates } of secrets) {
      for (const { use, name, isLiteral, text, field } of templates) {
        if (use !== 'data' || !isLiteral || text.trim() === '' || !telling.test(name) || beside.test(name)) continue;
        yield remark('PLAIN_VALUE', lintWords('PLAIN_VALUE', { key: name }), externalSecret.place(field));
      }
    }
  },
};
