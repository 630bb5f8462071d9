import { convertError } from '../../errors/convert.ts';
import { decodeBase64 } from '../../go/base64.ts';
import { bytesOf, textOf } from '../../go/byte-string.ts';
import type { Json } from '../../model/document.ts';
import type { Dialect } from '../dialect.ts';
import { EntryBook } from '../entry-book.ts';
import type { Settings } from '../settings.ts';
import { convertObject } from './convert-object.ts';
import { convertSecret } from './convert-secret.ts';
import { Subject } from './subject.ts';
import { ValueWriter } from './value-writer.ts';

/**
 * Placeholders of argocd-vault-plugin: `<path:secret/data/db#password>`, and `<password>` under an annotation.
 *
 * @param backend - Its name in `AVP_TYPE`.
 * @param settings - The environment, as far as proposed stores take something from it.
 */
export function avp(backend: string, settings: Settings): Dialect {
  return {
    // A Secret may hide placeholders in base64.
    mentions: (text) => /<path:|avp\.kubernetes\.io\/|\bkind["']?\s*:\s*["']?Secret\b/.test(text),
    convert(document, check) {
      const subject = new Subject(document, check);
      const isSecret = subject.kind === 'Secret' && subject.apiVersion === 'v1';
      if (subject.isOn('ignore')) return undefined;
      if (!subject.holds(subject.value) && !(isSecret && hidesAny(subject))) return undefined;
      if (subject.isOn('remove-missing')) check(removeMissing(subject));
      const book = new EntryBook();
      const writer = new ValueWriter(subject, book, { backend, settings });
      return isSecret ? convertSecret(subject, book, writer) : convertObject(subject, book, writer);
    },
  };
}

function hidesAny(subject: Subject): boolean {
  return ['data', 'stringData'].some((part) =>
    Object.values((subject.value[part] ?? {}) as Readonly<Record<string, Json>>).some((value) => {
      const decoded = typeof value === 'string' ? decodeBase64(bytesOf(value)) : undefined;
      return decoded !== undefined && subject.holds(textOf(decoded));
    }),
  );
}

function removeMissing(subject: Subject) {
  return convertError(
    'CONVERT_CHECK',
    {
      what: 'avp.kubernetes.io/remove-missing has no counterpart: a property that is not there is an error',
      hint: 'target.deletionPolicy: Merge leaves out whole secrets that do not exist; remove keys that may be absent, or take them with dataFrom',
    },
    subject.place('metadata.annotations["avp.kubernetes.io/remove-missing"]'),
  );
}
