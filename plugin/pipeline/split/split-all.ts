import { documentError } from '../../errors/document.ts';
import { type EsrError, faultsOf } from '../../errors/esr-error.ts';
import { throwAll } from '../../errors/map-all.ts';
import type { DocumentRange, ParsedDocument } from '../../model/document.ts';
import type { Documents } from '../../model/documents.ts';
import type { Source } from '../../model/source.ts';
import { namesIn } from './names-in.ts';
import { parseDocument } from './parse-document.ts';
import { relevant } from './relevant.ts';
import { split } from './split.ts';
import { supporting } from './supporting.ts';

/**
 * Splits sources and parses the documents that matter: those that may be ours, and those that ours may refer to.
 *
 * @param most - How many documents there may be in all.
 * @throws EsrErrors with everything that is no YAML among the documents that may be ours.
 */
export function splitAll(sources: readonly Source[], most = Number.POSITIVE_INFINITY): Documents {
  const texts = sources.map((source) => ({ text: source.bytes.toString('latin1'), ranges: split(source) }));
  const ranges = texts.flatMap((each) => each.ranges);
  if (ranges.length > most) throw documentError('TOO_MANY_DOCUMENTS', { is: ranges.length, most });

  const parsed = new Map<DocumentRange, ParsedDocument>();
  const faults: EsrError[] = [];
  for (const each of texts) {
    for (const range of relevant(each.text, each.ranges)) {
      const document = tryParse(range, faults);
      if (document !== undefined) parsed.set(range, document);
    }
  }
  throwAll(faults);
  if (parsed.size > 0) {
    const names = namesIn([...parsed.values()]);
    for (const each of texts) {
      for (const range of supporting(each.text, each.ranges, names)) {
        // One that cannot be read is not ours to refuse; whoever needs it will not find it.
        const document = parsed.get(range) ?? tryParse(range, []);
        if (document !== undefined) parsed.set(range, document);
      }
    }
  }
  return { ranges, parsed: ranges.flatMap((range) => parsed.get(range) ?? []) };
}

function tryParse(range: DocumentRange, faults: EsrError[]): ParsedDocument | undefined {
  try {
    return parseDocument(range);
  } catch (thrown) {
    const found = faultsOf(thrown);
    if (found === undefined) throw thrown;
    faults.push(...found);
    return undefined;
  }
}
