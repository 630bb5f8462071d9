import { lintWords } from '../../../errors/lint.ts';
import type { ExternalSecret } from '../../../model/external-secret.ts';
import type { PushSecret } from '../../../model/push-secret.ts';
import type { Resource } from '../../../model/resource.ts';
import { remark } from '../remark.ts';
import type { Finding, Rule } from '../rule.ts';

/** Keys that are there twice or begin or end with a blank. */
export const keySlips: Rule = {
  codes: ['KEY_BLANK', 'SECRET_KEY_HIDDEN'],
  about:
    'A blank at the end of a remote key is part of it, and a secretKey that is there twice hides one of its values without a word, unless deletionPolicy is Retain, where it is an error.',
  *check({ secrets, pushes }) {
    for (const { externalSecret } of secrets) {
      yield* blanks(externalSecret, readTexts(externalSecret));
      yield* hidden(externalSecret);
    }
    for (const { pushSecret } of pushes) yield* blanks(pushSecret, pushedTexts(pushSecret));
  },
};

interface Text {
  readonly text: string;
  readonly field: string;
}

function* blanks({ place }: Pick<Resource<unknown>, 'place'>, texts: readonly Text[]): Iterable<Finding> {
  for (const { text, field } of texts) {
    if (text !== text.trim()) yield remark('KEY_BLANK', lintWords('KEY_BLANK', { field }), place(field));
  }
}

function pushedTexts({ spec }: PushSecret): readonly Text[] {
  return [
    ...(spec.data ?? []).flatMap(({ match: { remoteRef, secretKey = '' } }, index) => {
      const field = `spec.data[${index}].match`;
      return [
        { text: secretKey, field: `${field}.secretKey` },
        { text: remoteRef.remoteKey, field: `${field}.remoteRef.remoteKey` },
        { text: remoteRef.property ?? '', field: `${field}.remoteRef.property` },
      ];
    }),
    ...(spec.dataTo ?? []).map(({ remoteKey = '' }, index) => {
      return { text: remoteKey, field: `spec.dataTo[${index}].remoteKey` };
    }),
  ];
}

function readTexts({ spec }: ExternalSecret): readonly Text[] {
  const { data = [], dataFrom = [] } = spec;
  return [
    ...data.flatMap(({ remoteRef: { key, property = '' } }, index) => [
      { text: key, field: `spec.data[${index}].remoteRef.key` },
      { text: property, field: `spec.data[${index}].remoteRef.property` },
    ]),
    ...dataFrom.flatMap(({ extract, find }, index) => [
      { text: extract?.key ?? '', field: `spec.dataFrom[${index}].extract.key` },
      { text: find?.path ?? '', field: `spec.dataFrom[${index}].find.path` },
    ]),
  ];
}

function* hidden(externalSecret: ExternalSecret): Iterable<Finding> {
  const { target, data = [] } = externalSecret.spec;
  if (target.deletionPolicy === 'Retain') return;
  const first = new Map<string, number>();
  for (const [index, { secretKey: key }] of data.entries()) {
    const before = first.get(key);
    if (before === undefined) first.set(key, index);
    else {
      const facts = { key, first: `spec.data[${before}]` };
      const at = externalSecret.place(`spec.data[${index}].secretKey`);
      yield remark('SECRET_KEY_HIDDEN', lintWords('SECRET_KEY_HIDDEN', facts), at);
    }
  }
}
