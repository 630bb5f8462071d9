import { mapAll } from '../../errors/map-all.ts';
import type { Json } from '../../model/document.ts';
import type { Tree } from '../../pipeline/emit/tree.ts';
import { writeYaml } from '../../pipeline/emit/write-yaml.ts';
import { fieldPath } from '../../resources/field-path.ts';
import type { Literal } from '../draft.ts';
import { templateText } from '../template-text.ts';
import { asJson } from './modifier.ts';
import type { Subject } from './subject.ts';
import type { ValueWriter } from './value-writer.ts';

/**
 * Writes a field as a template of YAML. A text with placeholders becomes JSON, which is YAML, so that no value can break the
 * document.
 *
 * @throws EsrErrors with every placeholder that cannot be kept
 */
export function literalOf(subject: Subject, field: string, writer: ValueWriter): Literal {
  const marks = new Map<string, string>();
  const replaced = treeOf(subject.value[field] ?? null, field);
  // A list or a single value at the top has no key of its own to be written under.
  const isMap = replaced instanceof Map;
  const yaml = isMap ? writeYaml(replaced) : writeYaml(new Map([['x', replaced]])).replace(/^x:/, '');
  const text = [...marks].reduce((all, [mark, code]) => all.replace(mark, () => code), templateText(yaml));
  return { target: field, text: isMap ? text : text.replace(/^ ?\n?/, '') };

  function treeOf(value: Json, path: string): Tree {
    if (typeof value === 'string') return subject.holds(value) ? mark(value, path) : value;
    if (Array.isArray(value)) return mapAll(value, (item: Json, index) => treeOf(item, fieldPath(path, index)));
    if (typeof value !== 'object' || value === null) return value as Tree;
    const entries = Object.entries(value) as [string, Json][];
    return new Map(mapAll(entries, ([key, part]) => [key, treeOf(part, fieldPath(path, key))] as const));
  }

  /** Stands for a template while the YAML around it is written: plain, so that it gets no quotes. */
  function mark(value: string, path: string): string {
    const written = writer.write(subject.pieces(value), path, [asJson]);
    const name = `esr-placeholder-${marks.size}-esr`;
    marks.set(name, written.kind === 'template' ? written.text : `{{ .${writer.nameOf(written.reference)} | toJson }}`);
    return name;
  }
}
