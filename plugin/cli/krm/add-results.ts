import type { DocumentRange, JsonObject } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import type { Source } from '../../model/source.ts';
import type { Tree } from '../../pipeline/emit/tree.ts';
import { treeMap } from '../../pipeline/emit/tree-map.ts';
import { writeJson } from '../../pipeline/emit/write-json.ts';
import { writeYaml } from '../../pipeline/emit/write-yaml.ts';
import { parseDocument } from '../../pipeline/split/parse-document.ts';
import { split } from '../../pipeline/split/split.ts';
import type { Problem } from '../problem.ts';

const prefixes = ['internal.config.kubernetes.io', 'config.kubernetes.io'];

/**
 * Adds problems to a ResourceList as its `results`, each with the file and index that its item has by annotation.
 *
 * @remarks KRM functions specification, "ResourceList", `results`.
 *
 * @param input - The list as it came: places are lines of it.
 * @param written - The list that goes out.
 */
export function addResults(
  input: Source,
  written: readonly Uint8Array[],
  problems: readonly Problem[],
): readonly Uint8Array[] {
  if (problems.length === 0) return written;
  const ranges = split(input);
  const results = problems.map((problem) => resultOf(problem, itemOf(problem.place, input, ranges)));
  const bytes = Buffer.concat(written);
  const brace = bytes.lastIndexOf('}');
  if (bytes.toString('latin1', 0, 64).trimStart().startsWith('{')) {
    return [bytes.subarray(0, brace), Buffer.from(`,"results":${writeJson(results)}`), bytes.subarray(brace)];
  }
  const newline = bytes.at(-1) === 0x0a ? '' : '\n';
  return [bytes, Buffer.from(`${newline}${writeYaml(new Map([['results', results]]))}`)];
}

function resultOf({ level, code, says, hint, place }: Problem, item: JsonObject | undefined): Tree {
  const { object, field } = place ?? {};
  const { apiVersion } = item ?? {};
  return treeMap([
    ['message', hint === undefined ? says : `${says} (${hint})`],
    ['severity', level],
    [
      'resourceRef',
      object === undefined
        ? undefined
        : treeMap([
            ['apiVersion', typeof apiVersion === 'string' ? apiVersion : undefined],
            ['kind', object.kind],
            ['name', object.name],
            ['namespace', object.namespace],
          ]),
    ],
    ['field', field === undefined ? undefined : treeMap([['path', field]])],
    ['file', item === undefined ? undefined : fileOf(item)],
    ['tags', treeMap([['code', code]])],
  ]);
}

/** Path and index of the file that an item came from. */
function fileOf({ metadata }: JsonObject): Tree | undefined {
  const { annotations } = Object(metadata) as { readonly annotations?: JsonObject };
  const of = (what: string) =>
    prefixes
      .map((prefix) => Object(annotations)[`${prefix}/${what}`] as unknown)
      .find((text) => typeof text === 'string');
  const path = of('path') as string | undefined;
  const index = Number(of('index'));
  if (path === undefined) return undefined;
  return treeMap([
    ['path', path],
    ['index', Number.isInteger(index) ? index : undefined],
  ]);
}

function itemOf(place: Place | undefined, input: Source, ranges: readonly DocumentRange[]): JsonObject | undefined {
  const { file, line } = place ?? {};
  if (file !== input.name || line === undefined) return undefined;
  const range = ranges.findLast((each) => each.line <= line);
  return range?.item === undefined ? undefined : parseDocument(range)?.value;
}
