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
  const texts = sources.map((source) => {
    const text = source.bytes.toString('latin1');
    return { text, origin: source.origin, ranges: split(source, text) };
  });
  const ranges = texts.flatMap((each) => each.ranges);
  if (ranges.length > most) throw documentError('TOO_MANY_DOCUMENTS', { is: ranges.length, most });

  const parsed = new Map<DocumentRange, ParsedDocument>();
  const faults: EsrError[] = [];
  const parse = (found: Iterable<DocumentRange>, failed: EsrError[]) => {
    for (const range of found) {
      const document = parsed.has(range) ? undefined : tryParse(range, failed);
      if (document !== undefined) parsed.set(range, document);
    }
  };
  for (const each of texts) if (each.origin === 'input') parse(relevant(each.text, each.ranges), faults);
  // Without anything of ours in the input, nobody asks for what the platform has.
  if (parsed.size > 0 || faults.length > 0) {
    for (const each of texts) if (each.origin !== 'input') parse(relevant(each.text, each.ranges), faults);
    throwAll(faults);
    const names = namesIn([...parsed.values()]);
    // One that cannot be read is not ours to refuse; whoever needs it will not find it.
    for (const each of texts) parse(supporting(each.text, each.ranges, names), []);
  }
  return { ranges, parsed: ranges.flatMap((range) => parsed.get(range) ?? []) };
}

function tryParse(range: DocumentRange, faults: EsrError[]): ParsedDocument | undefined {
  try {
    return parseDocument(range);
  } catch (thrown) {
    const found = faultsOf(thrown);
    if (found === undefined) throw thrown;
    for (const fault of found) faults.push(fault);
    return undefined;
  }
}
