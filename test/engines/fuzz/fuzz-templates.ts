import { createHash } from 'node:crypto';
import { answerLine } from '../../../plugin/engines/answer-line.ts';
import { type Execution, engines } from '../../../plugin/engines/engine.ts';
import { functions } from '../../../plugin/engines/functions/registry.ts';
import { breakIt, generateTemplate, type Vocabulary } from './generate-template.ts';
import { Random } from './random.ts';

/** A case of the template corpus, to be broken. */
export interface Seedling {
  readonly template: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly dataBase64?: Readonly<Record<string, string>>;
}

/** What a template did that none may do. */
export interface Offence {
  readonly number: number;
  readonly template: string;
  readonly what: string;
}

/** How a run ends. */
export interface FuzzReport {
  readonly rendered: number;
  readonly failed: number;
  readonly slowestMs: number;
  readonly offences: readonly Offence[];
}

// Keys of thousands of bits and stretched passwords: sound, and slow by intent.
const slow = /^(?:gen|bcrypt|htpasswd|derivePassword)/;
const marked: Readonly<Record<string, string>> = {
  a: 'QZmarkAlpha19',
  b: 'QZmarkBeta27,QZmarkGamma28',
  n: '864202461',
  e: '',
  j: '{"x":"QZmarkDelta31","a":["QZmarkEps44",86420135,null],"n":{"x":86420246.5}}',
  y: 'x: QZmarkZeta52\na: [QZmarkEta61]\n',
  'd-e': 'QZmarkTheta77',
};
const mostMs = 20_000;

/**
 * Runs random templates: half of them grown from the grammar, half broken out of the corpus.
 *
 * @remarks
 * None may fail with anything but a TemplateError, take long, or show a value of its data in an error. The same seed gives
 * the same templates.
 */
export async function fuzzTemplates(seed: number, count: number, seedlings: readonly Seedling[]): Promise<FuzzReport> {
  const random = new Random(seed);
  const vocabulary = await vocabularyOf();
  const { engine } = await engines.gotemplate();
  const offences: Offence[] = [];
  let [failed, slowestMs] = [0, 0];
  for (let number = 0; number < count; number += 1) {
    const { template, ...data } = random.oneIn(2) ? grow(random, vocabulary) : mutate(random, random.pick(seedlings));
    const started = performance.now();
    const what = await offenceOf({ template, ...data }, (request) => answerLine(request, engine, execution(seed)));
    const took = performance.now() - started;
    slowestMs = Math.max(slowestMs, took);
    if (what !== 'rendered' && what !== 'failed') offences.push({ number, template, what });
    else if (took > mostMs) offences.push({ number, template, what: `took ${Math.round(took)} ms` });
    if (what !== 'rendered') failed += 1;
  }
  return { rendered: count - failed, failed, slowestMs: Math.round(slowestMs), offences };
}

// Random functions draw from the seed too, so that a run can be repeated.
function execution(seed: number): Execution {
  let drawn = 0;
  const bytes = (count: number) => {
    const blocks: Buffer[] = [];
    for (let size = 0; size < count; size += 32) {
      drawn += 1;
      blocks.push(createHash('sha256').update(`${seed} ${drawn}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, count);
  };
  return {
    now: () => 1_700_000_000_000,
    random: { bytes },
    missingKey: 'error',
    maxSteps: 100_000,
    maxOutputBytes: 500_000,
  };
}

async function vocabularyOf(): Promise<Vocabulary> {
  const names = [...functions.names()].filter((name) => !slow.test(name));
  const loaded = await functions.load(names);
  return {
    keys: [...Object.keys(marked).filter((key) => !key.includes('-')), 'missing'],
    functions: [...loaded].map(([name, { params, variadic, result }]) => ({ name, params, variadic, result })),
  };
}

function grow(random: Random, vocabulary: Vocabulary): Seedling {
  return { template: generateTemplate(random, vocabulary, 2 + random.below(4)), data: marked };
}

function mutate(random: Random, { template, data = {}, dataBase64 = {} }: Seedling): Seedling {
  let broken = template;
  for (let times = random.below(4); times >= 0; times -= 1) broken = breakIt(random, broken);
  return {
    template: slow.test(broken) || /gen[A-Z]|bcrypt|htpasswd|derive/.test(broken) ? '{{ .a | fail }}' : broken,
    data,
    dataBase64,
  };
}

type Answering = (request: Seedling) => ReturnType<typeof answerLine>;

async function offenceOf(request: Seedling, answer: Answering): Promise<string> {
  try {
    const { error } = await answer(request);
    if (error === undefined) return 'rendered';
    const shown = secretsOf(request).find((secret) => error.message.toLowerCase().includes(secret));
    return shown === undefined ? 'failed' : `shows "${shown}": ${error.message}`;
  } catch (thrown) {
    return `threw ${thrown instanceof Error ? thrown.stack : String(thrown)}`;
  }
}

// Pieces of the data that are no accident in a text (long, with a digit), and that the template does not hold itself.
function secretsOf({ template, data = {} }: Seedling): string[] {
  const text = template.toLowerCase();
  const pieces = Object.values(data).flatMap((value) =>
    [...value.matchAll(/[a-z0-9+/]{8,}/gi)].map(([piece]) => piece).filter((piece) => /[0-9]/.test(piece)),
  );
  const encoded = pieces.map((piece) => Buffer.from(piece).toString('base64').slice(0, -3));
  return [...pieces, ...encoded]
    .map((piece) => piece.toLowerCase())
    .filter((piece) => piece.length > 7 && !text.includes(piece));
}
