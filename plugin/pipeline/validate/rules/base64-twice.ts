import { lintWords } from '../../../errors/lint.ts';
import { remark } from '../remark.ts';
import type { CheckedSecret, Finding, Rule } from '../rule.ts';

/** Values that are encoded or decoded once too often. */
export const base64Twice: Rule = {
  codes: ['BASE64_TWICE', 'BASE64_DECODED_TWICE'],
  about:
    'Kubernetes encodes the data of a Secret by itself, and decodingStrategy decodes before a template sees the value. A template that does it again gives the application something it cannot read.',
  *check({ secrets }) {
    for (const secret of secrets) {
      yield* encoded(secret);
      yield* decoded(secret);
    }
  },
};

function* encoded({ externalSecret, templates }: CheckedSecret): Iterable<Finding> {
  if (externalSecret.spec.target.manifest !== undefined) return;
  for (const { use, name, encodedAt, place } of templates) {
    if (use !== 'data' || encodedAt === undefined || /b64|base64/i.test(name)) continue;
    yield remark('BASE64_TWICE', lintWords('BASE64_TWICE', { key: name }), place(encodedAt));
  }
}

function* decoded({ externalSecret, templates }: CheckedSecret): Iterable<Finding> {
  const strategies = new Map(
    (externalSecret.spec.data ?? []).map(({ secretKey, remoteRef }) => [
      secretKey,
      remoteRef.decodingStrategy ?? 'None',
    ]),
  );
  for (const template of templates) {
    for (const { key, at } of template.decoded) {
      const strategy = strategies.get(key) ?? 'None';
      // Auto leaves what is no base64 alone, so that b64dec may still have something to do.
      if (strategy !== 'Base64' && strategy !== 'Base64URL') continue;
      yield remark('BASE64_DECODED_TWICE', lintWords('BASE64_DECODED_TWICE', { key, strategy }), template.place(at));
    }
  }
}
