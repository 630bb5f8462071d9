import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keys } from './go-judges/convert-keys.ts';
import { jsonValues } from './go-judges/json-values.ts';
import { agrees, type Case } from './go-judges/judge.ts';
import { decoding, durations, gjsonPaths, regexps } from './go-judges/strings.ts';
import { splitStageDocuments, yamlDocuments, yamlEmitStrings, yamlScalars } from './go-judges/yaml.ts';

// What Go's libraries answered (go/README.md), against what we do. Every case passes; a single one that does not fails.

const files = [
  { file: 'yaml-scalars', judge: yamlScalars, of: 1562 },
  { file: 'yaml-documents', judge: yamlDocuments, of: 422 },
  { file: 'yaml-emit-strings', judge: yamlEmitStrings, of: 1954 },
  { file: 'gjson', judge: gjsonPaths, of: 2057 },
  { file: 'regexp', judge: regexps, of: 787 },
  { file: 'decode', judge: decoding, of: 503 },
  { file: 'convert-keys', judge: keys, of: 1177 },
  { file: 'duration', judge: durations, of: 268 },
  { file: 'json-values', judge: jsonValues, of: 381 },
];

describe('Go corpus', () => {
  test.each(files)('$file: all $of cases', async ({ file, judge, of }) => {
    const cases = casesOf(file);
    const misses: string[] = [];
    for (const wanted of cases) {
      const got = await judge(wanted);
      if (!agrees(wanted, got)) misses.push(`${wanted.id}: ${JSON.stringify(got)?.slice(0, 300)}`);
    }
    process.stderr.write(`${file}: ${cases.length - misses.length} of ${cases.length}\n`);
    expect(misses).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(of);
  });

  test('the split stage finds the documents that kubectl finds', () => {
    const answers = casesOf('yaml-documents').map(splitStageDocuments);
    expect(answers.map((answer) => answer?.found)).toEqual(answers.map((answer) => answer?.wanted));
    expect(answers.filter((answer) => answer !== undefined)).toHaveLength(308);
  });
});

function casesOf(file: string): readonly Case[] {
  return JSON.parse(readFileSync(join(__dirname, 'go', `${file}.json`), 'utf8'));
}
