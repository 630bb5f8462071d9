import type { Inventory } from '../../model/inventory.ts';
import type { Place } from '../../model/place.ts';
import type { Run } from '../../model/run.ts';
import type { Source } from '../../model/source.ts';

const annotation = 'external-secrets-render.dev/disable';
const comment = /^(.*?)#\s*esr:disable\s+([A-Z0-9_]+(?:\s*,\s*[A-Z0-9_]+)*)/;

/** Whether nobody wants to hear of a code at a place. */
export type IsSwitchedOff = (found: { readonly code: string; readonly place?: Place | undefined }) => boolean;

/**
 * Reads what is switched off: codes in `validate.disable` of the configuration, in the annotation
 * `external-secrets-render.dev/disable` of an object, and in comments `# esr:disable CODE`.
 *
 * @remarks A comment behind something is about its line, one on a line of its own about the next line; above the first line
 * of a document it is about the whole document.
 */
export function switchedOff(
  sources: readonly Source[],
  inventory: Pick<Inventory, 'documents' | 'ranges'> | undefined,
  { config }: Pick<Run, 'config'>,
): IsSwitchedOff {
  const everywhere = new Set(config.validate.disable);
  const byLine = new Map<string, Set<string>>();
  const spans: {
    readonly file: string;
    readonly from: number;
    readonly to: number;
    readonly codes: readonly string[];
  }[] = [];
  for (const source of sources) {
    if (!source.bytes.includes('esr:disable')) continue;
    const ranges = (inventory?.ranges ?? []).filter((range) => range.source === source);
    const starts = ranges.map(({ line }) => line);
    for (const { line, codes } of commentsIn(source)) {
      const index = starts.indexOf(line);
      if (index < 0)
        byLine.set(`${source.name}:${line}`, new Set([...(byLine.get(`${source.name}:${line}`) ?? []), ...codes]));
      else spans.push({ file: source.name, from: line, to: starts[index + 1] ?? Number.POSITIVE_INFINITY, codes });
    }
  }
  const byObject = annotated(inventory?.documents ?? []);
  return ({ code, place }) => {
    if (everywhere.has(code)) return true;
    if (place === undefined) return false;
    const { file, line = 0, object } = place;
    return (
      byLine.get(`${file}:${line}`)?.has(code) === true ||
      spans.some((span) => span.file === file && span.from <= line && line < span.to && span.codes.includes(code)) ||
      (object !== undefined && byObject.get(JSON.stringify([file, object.kind, object.name]))?.has(code) === true)
    );
  };
}

/** Each comment with the line that it is about. */
function* commentsIn({ bytes }: Source): Iterable<{ readonly line: number; readonly codes: readonly string[] }> {
  let waiting: string[] = [];
  for (const [index, text] of bytes.toString('utf8').split('\n').entries()) {
    const [, before = '', list = ''] = comment.exec(text) ?? [];
    const codes = list === '' ? [] : list.split(/\s*,\s*/);
    const isOwnLine = before.trim() === '' && /^\s*(#|$)/.test(text);
    if (isOwnLine || /^(?:---|\.\.\.)\s*$/.test(text)) {
      waiting.push(...codes);
      continue;
    }
    if (codes.length + waiting.length > 0) yield { line: index + 1, codes: [...waiting, ...codes] };
    waiting = [];
  }
}

function annotated(documents: Inventory['documents']): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    documents.flatMap(({ value, range }) => {
      const { kind } = value;
      const { name, annotations } = Object(value['metadata']) as {
        readonly name?: unknown;
        readonly annotations?: unknown;
      };
      const held = Object(annotations) as Readonly<Record<string, unknown>>;
      const list = Object.hasOwn(held, annotation) ? held[annotation] : undefined;
      if (typeof list !== 'string') return [];
      const codes = new Set(list.split(',').map((code) => code.trim()));
      // What a cluster-wide document makes is told under its own kind and name.
      const made = kind === 'ClusterExternalSecret' ? 'externalSecretName' : 'pushSecretName';
      const madeName = (Object(value['spec']) as Readonly<Record<string, unknown>>)[made] ?? name;
      const objects = [
        [kind, name],
        ...(/^Cluster(?:External|Push)Secret$/.test(String(kind)) ? [[String(kind).slice(7), madeName]] : []),
      ];
      return objects.map((object) => [JSON.stringify([range.source.name, ...object]), codes] as const);
    }),
  );
}
