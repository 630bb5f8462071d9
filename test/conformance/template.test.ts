import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, answerLine } from '../../plugin/engines/answer-line.ts';
import { type Execution, engines } from '../../plugin/engines/engine.ts';

// Every template of the corpus against what ESO's own engine gave (template/README.md). Counted twice: hard, the right bytes
// or a failure; soft, Go's words in the message.

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

// What has passed once must go on passing.
const floors = { hard: 0, soft: 0 };

const execution: Execution = {
  now: Date.now,
  random: { bytes: randomBytes },
  missingKey: 'error',
  maxSteps: 50_000_000,
  maxOutputBytes: 16_000_000,
};

const totals = { cases: 0, hard: 0, errors: 0, soft: 0 };
const hardMisses: string[] = [];
const softMisses: string[] = [];

describe('template corpus', () => {
  test.each(files)('%s', async (file) => {
    const { engine } = await engines.gotemplate();
    const cases: readonly Case[] = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const wanted of cases) {
      const answer = await answerLine(wanted, engine, execution).catch((thrown: unknown) => String(thrown));
      count(wanted, answer);
    }
  });

  test('as many as before', () => {
    const { cases, hard, errors, soft } = totals;
    process.stderr.write(`template corpus: ${hard} of ${cases} hard, ${soft} of ${errors} soft\n`);
    if (false) process.stderr.write(`${[...hardMisses, ...softMisses].join('\n')}\n`);
    expect(hard).toBeGreaterThanOrEqual(floors.hard);
    expect(soft).toBeGreaterThanOrEqual(floors.soft);
  });
});

function count(wanted: Case, answer: Answer | string): void {
  totals.cases += 1;
  if (typeof answer !== 'string' && isRight(wanted, answer)) totals.hard += 1;
  else
    hardMisses.push(
      `HARD ${wanted.id} ${JSON.stringify(wanted.template)} want ${JSON.stringify(wanted.expected ?? wanted.errorContains)} got ${JSON.stringify(answer)}`,
    );
  if (wanted.error === undefined) return;
  totals.errors += 1;
  if (typeof answer !== 'string' && isWorded(wanted, answer)) totals.soft += 1;
  else
    softMisses.push(
      `SOFT ${wanted.id} ${JSON.stringify(wanted.template)} want ${JSON.stringify(wanted.errorContains)} got ${JSON.stringify(answer)}`,
    );
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

function isWorded(wanted: Case, { error }: Answer): boolean {
  return error !== undefined && error.stage === wanted.errorStage && error.message.includes(wanted.errorContains ?? '');
}
