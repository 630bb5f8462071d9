import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, answerLine } from '../../plugin/engines/answer-line.ts';
import { type Execution, engines } from '../../plugin/engines/engine.ts';
import { differences } from './differences.ts';

// Every template of the corpus against what ESO's own engine gave (template/README.md), on the two levels of that page:
// hard, the right bytes or a failure; soft, Go's words in the message.

interface Case {
  readonly id: string;
  readonly template: string;
  readonly expected?: string;
  readonly expectedBase64?: string;
  readonly expectedPattern?: string;
  readonly expectedData?: Readonly<Record<string, string>>;
  readonly expectedDataBase64?: Readonly<Record<string, string>>;
  readonly error?: true;
  readonly errorStage?: string;
  readonly errorContains?: string;
}

const folder = join(__dirname, 'template');
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'functions.json');

const execution: Execution = {
  now: Date.now,
  random: { bytes: randomBytes },
  missingKey: 'error',
  maxSteps: 50_000_000,
  maxOutputBytes: 16_000_000,
};

const totals = { cases: 0, hard: 0, errors: 0, soft: 0 };
const otherwise: string[] = [];

describe('template corpus', () => {
  test.each(files)('%s gives the same bytes, or fails as well', async (file) => {
    const { engine } = await engines.gotemplate();
    const cases: readonly Case[] = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const misses: unknown[] = [];
    for (const wanted of cases) {
      const answer = await answerLine(wanted, engine, execution);
      if (isRight(wanted, answer)) totals.hard += 1;
      else misses.push({ wanted, answer });
      if (wanted.error) countWords(wanted, answer);
    }
    totals.cases += cases.length;
    expect(misses).toEqual([]);
  });

  test('words errors as Go does, but for the known differences', () => {
    const { cases, hard, errors, soft } = totals;
    process.stderr.write(`template corpus: ${hard} of ${cases} hard, ${soft} of ${errors} soft\n`);
    const known = differences.filter(({ corpus }) => corpus === 'template').map(({ id }) => id);
    expect(otherwise.sort()).toEqual(known.sort());
  });
});

function countWords({ id, errorStage, errorContains = '' }: Case, { error }: Answer): void {
  totals.errors += 1;
  if (error?.stage === errorStage && error?.message.includes(errorContains)) totals.soft += 1;
  else otherwise.push(id);
}

function isRight(wanted: Case, answer: Answer): boolean {
  if (wanted.error) return answer.error !== undefined && answer.error.stage !== 'request';
  if (wanted.expectedPattern !== undefined) return new RegExp(wanted.expectedPattern).test(answer.output ?? '');
  const outputs = [answer.output, answer.outputBase64, answer.outputData, answer.outputDataBase64];
  const expected = [wanted.expected, wanted.expectedBase64, wanted.expectedData, wanted.expectedDataBase64];
  return JSON.stringify(outputs.map(sorted)) === JSON.stringify(expected.map(sorted));
}

function sorted(value: string | Readonly<Record<string, string>> | undefined): unknown {
  return typeof value === 'object' ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;
}
