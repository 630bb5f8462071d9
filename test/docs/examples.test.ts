import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv';
import { type BuiltEsr, buildEsr } from '../support/built-esr.ts';
import { type Block, blocksOf, commandsOf, pages } from '../support/page.ts';
import { readStream } from '../support/read-stream.ts';
import { runEsr } from '../support/run-esr.ts';
import { toolPath } from '../support/tools.ts';

// The examples of README.md and docs/ are run, so that they cannot rot. HTML comments above a block say what readers need
// not know: `<!-- file: NAME -->` puts it into the page's folder, `<!-- not run: WHY -->` and `<!-- not valid: WHY -->` spare
// it. UPDATE_DOCS=1 writes the real outputs into the pages.

const blocks = pages().flatMap(blocksOf);
const consoles = blocks.filter(({ language, marks }) => language === 'console' && !marks.has('not run'));
const kustomize = toolPath('kustomize');

/** Blocks that nothing can run here, for want of a tool. */
function lacksTool({ text }: Block): boolean {
  return kustomize === undefined && /kustomize-example|argocd-example|\bkustomize\b/.test(text);
}

/** The real outputs of the commands of a block. */
const outputs = new Map<Block, readonly { readonly status: number; readonly output: string }[]>();
let esr: BuiltEsr;
let work: string;

beforeAll(async () => {
  esr = buildEsr();
  work = mkdtempSync(path.join(tmpdir(), 'docs-'));
  // A folder that configurations name.
  mkdirSync(path.join(work, 'stores'));
  const waiting = [...new Set(consoles.map(({ page }) => page))];
  const lane = async () => {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) await runPage(page);
  };
  await Promise.all([lane(), lane(), lane()]);
}, 240_000);

afterAll(() => {
  if (process.env['UPDATE_DOCS'] === '1') for (const page of pages()) update(page);
  esr.remove();
  rmSync(work, { recursive: true, force: true });
});

/** Runs a page from top to bottom in a folder of its own that holds the examples and the page's files. */
async function runPage(page: string): Promise<void> {
  const folder = path.join(work, page.replaceAll('/', '_'));
  mkdirSync(folder);
  for (const example of ['kustomize-example', 'argocd-example']) {
    if (existsSync(example)) cpSync(example, path.join(folder, example), { recursive: true });
  }
  for (const block of blocks.filter((each) => each.page === page)) {
    const file = block.marks.get('file');
    if (file !== undefined) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), block.text);
    }
    if (!consoles.includes(block) || lacksTool(block)) continue;
    const made = [];
    for (const { command } of commandsOf(block)) made.push(await shell(command, folder));
    outputs.set(block, made);
  }
}

function shell(command: string, cwd: string): Promise<{ readonly status: number; readonly output: string }> {
  const tools = kustomize === undefined ? [] : [path.dirname(kustomize)];
  const env = { PATH: [esr.bin, ...tools, path.dirname(process.execPath), '/usr/bin', '/bin'].join(':'), HOME: cwd };
  return new Promise((resolve) => {
    const child = spawn('bash', ['-c', `{ ${command}\n} 2>&1`], { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', (status) => resolve({ status: status ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** What differs from run to run: keyed fingerprints, times. Blank lines around an output are for the eye. */
function normal(text: string): string {
  return text
    .replace(/#[0-9a-f]{6}\b/g, '#xxxxxx')
    .replace(/\b\d+(?:\.\d+)? ?(?:ms|s)\b/g, 'N ms')
    .replace(/[ \t]+$/gm, '')
    .trim();
}

/** `…` on a line of its own stands for any lines. */
function fits(shown: string, real: string): boolean {
  const parts = normal(shown)
    .split(/^…$/m)
    .map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*?')}$`).test(normal(real));
}

describe.each(named(consoles))('$name', ({ block }) => {
  if (lacksTool(block)) {
    test.todo('needs kustomize');
    return;
  }
  test.each(commandsOf(block).map(({ command, output }, index) => ({ command, output, index })))(
    '$command',
    ({ output, index }) => {
      const made = outputs.get(block)?.[index] ?? { status: 127, output: '' };
      if (output.trim() === '') expect([made.status, made.output]).toEqual([0, expect.anything()]);
      else if (!fits(output, made.output)) expect(normal(made.output)).toBe(normal(output));
    },
  );
});

describe('every console block', () => {
  test.each(named(blocks.filter(({ language }) => language === 'console')))(
    '$name shows esr, or says why it is not run',
    ({ block }) => {
      const isOurs = commandsOf(block).every(({ command }) => /\besr [a-z-]/.test(command));
      expect(isOurs || (block.marks.get('not run') ?? '') !== '').toBe(true);
    },
  );
});

const ours = /^ *-? *apiVersion: *["']?(?:(?:generators\.)?external-secrets\.io|external-secrets-render\.dev)\//m;
const yamls = blocks.filter(
  ({ language, text, marks }) => language === 'yaml' && ours.test(text) && !marks.has('not valid'),
);

/** What an example may leave to other documents. */
const elsewhere = ['STORE_NOT_FOUND', 'GENERATOR_NOT_FOUND', 'STORE_UNUSED', 'GENERATOR_UNUSED'];

/** Configurations: of the platform, and of a function of kustomize, which is an object with a name. */
const isConfig = ({ text }: Block) => /^kind: RenderConfig$/m.test(text);
const isFunction = (block: Block) => isConfig(block) && /^metadata:$/m.test(block.text);

describe('every YAML block with kinds of ours is valid', () => {
  test.each(named(yamls.filter((block) => !isFunction(block))))('$name', async ({ block }) => {
    const file = path.join(work, `${block.page.replaceAll('/', '_')}-${block.line}.yaml`);
    writeFileSync(file, block.text);
    const flags = isConfig(block) ? ['--config', file] : [];
    const stdin = isConfig(block) ? '' : block.text;
    const { status, stdout, stderr } = await runEsr(['validate', '-', '--disable', elsewhere.join(','), ...flags], {
      stdin,
    });
    expect({ status, said: `${stdout}${stderr}`.match(/^error .*$/gm) }).toEqual({ status: 0, said: null });
  });

  const schema = new Ajv().compile(JSON.parse(readFileSync('schemas/function-config.schema.json', 'utf8')) as object);
  test.each(named(yamls.filter(isFunction)))('$name, by its schema', ({ block }) => {
    schema(readStream(block.text)[0]);
    expect(schema.errors ?? []).toEqual([]);
  });
});

function named(all: readonly Block[]) {
  return all.map((block) => ({ name: `${block.page}:${block.line}`, block }));
}

/** Puts the real outputs into a page where they differ in more than what changes from run to run. */
function update(page: string): void {
  let text = readFileSync(page, 'utf8');
  for (const block of consoles.filter((each) => each.page === page)) {
    const made = outputs.get(block);
    if (made === undefined) continue;
    const written = commandsOf(block).map(({ command, output }, index) => {
      const real = made[index]?.output ?? '';
      const keeps = output.trim() === '' || fits(output, real);
      return `$ ${command}\n${keeps ? output : `${real.trimEnd()}\n${/\n\n$/.test(output) ? '\n' : ''}`}`;
    });
    text = text.replace(block.text, () => written.join(''));
  }
  writeFileSync(page, text);
}
