import { caughtFaults } from '../../errors/caught-faults.ts';
import { documentError } from '../../errors/document.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { tellAll } from '../../errors/tell-all.ts';
import type { DocumentRange, ParsedDocument } from '../../model/document.ts';
import type { Documents } from '../../model/documents.ts';
import type { Run } from '../../model/run.ts';
import type { Source } from '../../model/source.ts';
import { namesIn } from './names-in.ts';
import { parseDocument } from './parse-document.ts';
import { relevant } from './relevant.ts';
import { split } from './split.ts';
import { supporting } from './supporting.ts';

/** What is read besides what ours name. */
export interface SplitOptions extends Pick<Run, 'fault'> {
  readonly wantsPlatform?: boolean;
  readonly wantsSecrets?: boolean;
}

/**
 * Splits sources and parses the documents that matter: those that may be ours, and those that ours may refer to.
 *
 * @param most - How many documents there may be in all.
 * @param options - `fault` is told what is no YAML among the documents that may be ours, where somebody goes on in spite of
 *   it; `wantsPlatform`: the platform's documents are read also where nothing in the input is ours; `wantsSecrets`: every
 *   Secret of the input is read, since labels may choose it.
 * @throws EsrErrors with all that is no YAML, where nobody goes on.
 */
export function splitAll(
  sources: readonly Source[],
  most = Number.POSITIVE_INFINITY,
  { fault, wantsPlatform = false, wantsSecrets = false }: SplitOptions = {},
): Documents {
  const texts = sources.map((source) => {
    const text = source.bytes.toString('latin1');
    return { text, origin: source.origin, ranges: split(source, text) };
  });
  const ranges = texts.flatMap((each) => each.ranges);
  if (ranges.length > most) throw documentError('TOO_MANY_DOCUMENTS', { is: ranges.length, most });

  const parsed = new Map<DocumentRange, ParsedDocument>();
  const broken: Broken[] = [];
  const parse = (found: Iterable<DocumentRange>, failed: Broken[]) => {
    for (const range of found) {
      const document = parsed.has(range) ? undefined : tryParse(range, failed);
      if (document !== undefined) parsed.set(range, document);
    }
  };
  for (const each of texts) if (each.origin === 'input') parse(relevant(each.text, each.ranges), broken);
  // Without anything of ours in the input, nobody asks for what the platform has.
  if (parsed.size > 0 || broken.length > 0 || wantsPlatform) {
    for (const each of texts) if (each.origin !== 'input') parse(relevant(each.text, each.ranges), broken);
    tellAll(
      broken.map((each) => each.fault),
      { fault },
    );
    const names = namesIn([...parsed.values()]);
    // One that cannot be read is not ours to refuse; whoever needs it will not find it.
    for (const each of texts) {
      const isWanted = (kind: string) => kind === 'Secret' && wantsSecrets && each.origin === 'input';
      parse(supporting(each.text, each.ranges, names, isWanted), []);
    }
  }
  return { ranges, parsed: ranges.flatMap((range) => parsed.get(range) ?? []), broken };
}

interface Broken {
  readonly range: DocumentRange;
  readonly fault: EsrError;
}

function tryParse(range: DocumentRange, broken: Broken[]): ParsedDocument | undefined {
  try {
    return parseDocument(range);
  } catch (thrown) {
    const found = caughtFaults(thrown);
    for (const fault of found) broken.push({ range, fault });
    return undefined;
  }
}
