import { answerLine } from '../../engines/answer-line.ts';
import type { TextDecoding } from '../../engines/decode-text.ts';
import { type Engine, engines } from '../../engines/engine.ts';
import { readStringMap } from '../../engines/read-string-map.ts';
import { type Rendered, render } from '../../engines/render.ts';
import { faultsOf } from '../../errors/esr-error.ts';
import { templateError } from '../../errors/template.ts';
import { usageError } from '../../errors/usage.ts';
import { type Bytes, bufferOf, bytesFromBuffer, textOf } from '../../go/byte-string.ts';
import type { Place } from '../../model/place.ts';
import { executionOf } from '../../pipeline/execution.ts';
import type { Command } from '../command.ts';
import { configFlags } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { openRun } from '../open-run.ts';
import { readNamedFile } from '../read-file.ts';

const engineNames = Object.keys(engines);

/** `esr template`: runs templates outside any manifest, for authors, editors and test suites. */
export const command: Command = {
  name: 'template',
  summary: 'Runs one template against given data.',
  operands: '[FILE]',
  maxOperands: 1,
  flags: [
    { name: 'data-file', takes: 'FILE', says: 'the data: a YAML or JSON map of strings' },
    {
      name: 'scope',
      takes: 'SCOPE',
      allowed: ['Values', 'KeysAndValues'],
      says: 'whether the output is a value or a YAML map of them',
    },
    {
      name: 'decoding',
      takes: 'STRATEGY',
      allowed: ['None', 'Base64', 'Base64URL', 'Auto'],
      says: 'how the values of a map are decoded',
    },
    { name: 'engine', takes: 'NAME', allowed: engineNames, says: 'the template language' },
    { name: 'jsonl', says: 'answer requests on standard input, one JSON object a line' },
    ...configFlags,
  ],
  details: [
    'FILE holds the template; - is standard input. The output of a map is one JSON object.',
    'A request of --jsonl is {"id", "template", "data", "dataBase64", "scope", "target", "decodingStrategy"}; its answer',
    '{"id", "output"}, outputBase64, outputData or outputDataBase64, or {"id", "error": {"stage", "message"}}.',
  ].join('\n'),

  async run(invocation) {
    const engine = await loadEngine(invocation.options.text('engine') ?? 'gotemplate');
    if (invocation.options.has('jsonl')) return answerAll(invocation, engine);
    return { out: [await renderOne(invocation, engine)], status: 0 };
  },
};

async function loadEngine(name: string): Promise<Engine> {
  const load = Object.hasOwn(engines, name) ? engines[name as keyof typeof engines] : engines.gotemplate;
  return (await load()).engine;
}

async function answerAll(invocation: Invocation, engine: Engine) {
  const { terminal } = invocation;
  const run = await openRun(invocation, 'render');
  for await (const line of terminal.readLines()) {
    if (line.trim() === '') continue;
    const answer = await answerLine(parsed(line), engine, executionOf(run, 'template'));
    await terminal.writeOut([Buffer.from(`${JSON.stringify(answer)}\n`)]);
  }
  return { out: [], status: 0 } as const;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function renderOne(invocation: Invocation, engine: Engine): Promise<Buffer> {
  const { options, operands, terminal } = invocation;
  const [file] = operands;
  if (file === undefined) throw usageError('TEMPLATE_FILE_MISSING', {});
  const text = file === '-' ? await terminal.readStdin() : await readNamedFile(file);
  const run = await openRun(invocation, 'render');
  const data = await dataOf(invocation);
  const place: Place = { file: file === '-' ? '<stdin>' : file };
  const decoding = (options.text('decoding') ?? 'None') as TextDecoding;
  const scope = options.text('scope') === 'KeysAndValues' ? 'KeysAndValues' : 'Values';
  const rendering = { text: bytesFromBuffer(text), name: place.file, scope, decoding } as const;
  try {
    return outputOf(await render(engine, rendering, data, executionOf(run, 'template')), decoding);
  } catch (thrown) {
    const fault = faultsOf(thrown)?.[0];
    throw fault === undefined ? thrown : fault.at({ ...fault.place, ...place });
  }
}

async function dataOf({ options, redactor }: Invocation): Promise<ReadonlyMap<Bytes, Bytes>> {
  const file = options.text('data-file');
  if (file === undefined) return new Map();
  const data = readStringMap(bytesFromBuffer(await readNamedFile(file)));
  if (data === undefined) throw usageError('DATA_NOT_MAP', { file });
  for (const value of data.values()) redactor.conceal(bufferOf(value));
  return data;
}

function outputOf(rendered: Rendered, strategy: string): Buffer {
  if (rendered.kind === 'value') return bufferOf(rendered.value);
  if (rendered.kind === 'map') {
    const entries = [...rendered.map].map(([key, value]) => [textOf(key), textOf(value)] as const);
    return Buffer.from(`${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
  }
  if (rendered.stage === 'yaml') throw templateError('TEMPLATE_NOT_MAP', {});
  throw templateError('TEMPLATE_NOT_DECODED', { key: textOf(rendered.key), strategy });
}
