import { bytesFromBuffer } from '../../plugin/go/byte-string.ts';
import { readYaml } from '../../plugin/go/yaml11.ts';
import type { JsonObject } from '../../plugin/model/document.ts';
import { split } from '../../plugin/pipeline/split/split.ts';

/** Reads a stream as a Go client would: one value for each document. */
export function readStream(text: string): readonly JsonObject[] {
  const source = { name: 'out', bytes: Buffer.from(text), origin: 'input' } as const;
  return split(source).map((range) => {
    const pad = Buffer.alloc(range.indent ?? 0, ' ');
    const bytes = Buffer.concat([pad, source.bytes.subarray(range.start, range.end)]);
    return readYaml(bytesFromBuffer(bytes), { jsonFirst: true }).value as JsonObject;
  });
}
