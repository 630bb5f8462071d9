import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from '../../plugin/cli/command.ts';
import { commands } from '../../plugin/cli/registry.ts';
import { runEsr } from '../support/run-esr.ts';
import { describeWith } from '../support/tools.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'completion-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(path.join(folder, 'overlays'));
writeFileSync(path.join(folder, 'over all.yaml'), '');
writeFileSync(path.join(folder, 'values.yaml'), '');

let script: string;
let loaded: readonly Command[];
beforeAll(async () => {
  script = (await runEsr(['completion', 'bash'])).stdout;
  loaded = await Promise.all(commands.map(async ({ load }) => (await load()).command));
});

/** What bash offers for a line; words are cut as readline cuts them. */
function offered(line: string): readonly string[] {
  const words = line.split(/ +|(?<==)|(?==)/);
  const list = words.map((word) => `'${word}'`).join(' ');
  const call = `${script}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _esr; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-c', call], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((each) => each !== '');
}

describe('esr completion bash, run by bash', () => {
  test.each([
    { line: 'esr ren', want: ['render'] },
    { line: 'esr --v', want: ['--version'] },
    { line: 'esr render --rev', want: ['--reveal'] },
    { line: 'esr render overlays --only', want: ['--only-secrets'] },
    { line: 'esr plan --output ', want: expect.arrayContaining(['table', 'json']) },
    { line: 'esr plan --output j', want: ['json'] },
    { line: 'esr plan --output=j', want: ['json'] },
    { line: 'esr plan --output=', want: expect.arrayContaining(['table', 'json']) },
    { line: 'esr plan --policy v', want: ['vault'] },
    { line: 'esr render over', want: expect.arrayContaining(['over all.yaml', 'overlays']) },
    { line: 'esr render --values v', want: ['values.yaml'] },
    { line: 'esr render --timeout ', want: [] },
    { line: 'esr render --log-format ', want: ['text', 'json'] },
    { line: 'esr convert ', want: ['avp', 'kes'] },
    { line: 'esr convert --store x k', want: ['kes'] },
    { line: 'esr convert avp v', want: ['values.yaml'] },
    { line: 'esr convert avp --backend gcp', want: ['gcpsecretmanager'] },
    { line: 'esr argocd d', want: ['discover'] },
    { line: 'esr completion ', want: ['bash', 'zsh', 'fish'] },
    { line: 'esr explain ExternalS', want: ['ExternalSecret'] },
    { line: 'esr schema Push', want: ['PushSecret'] },
    { line: 'esr nonsense --x', want: [] },
  ])('$line', ({ line, want }) => {
    expect(offered(line)).toEqual(want);
  });

  test('offers every command, and every flag of each', () => {
    expect(offered('esr ')).toEqual([...commands.map(({ name }) => name), '--help', '--version']);
    for (const { name, flags } of loaded) {
      expect([name, offered(`esr ${name} --`)]).toEqual([
        name,
        [...flags.map((flag) => `--${flag.name}`), '--log-format', '--help'],
      ]);
    }
  });
});

/** What fish offers for lines, descriptions apart. */
function offeredByFish(script: string, lines: readonly string[]): readonly (readonly string[])[] {
  writeFileSync(path.join(folder, 'esr.fish'), script);
  const calls = lines.map((line) => `complete -C '${line}'; echo END`);
  const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', ['source esr.fish', ...calls].join('\n')], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, HOME: folder },
  });
  expect(stderr).toBe('');
  return stdout
    .split(/^END\n/m)
    .slice(0, -1)
    .map((part) => part.split('\n').flatMap((line) => line.split('\t')[0] || []));
}

/** What zsh offers for lines. */
function offeredByZsh(script: string, lines: readonly string[]): readonly (readonly string[])[] {
  writeFileSync(path.join(folder, '_esr'), script);
  const driver = path.join(__dirname, '..', 'support', 'offered.zsh');
  const { stdout } = spawnSync('zsh', ['-f', driver, ...lines], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, HOME: folder, TERM: 'xterm' },
    timeout: 60_000,
  });
  return stdout
    .split(/^END\n/m)
    .slice(0, -1)
    .map((part) => part.split('\n').filter((line) => line !== ''));
}

const rows = [
  { line: 'esr ren', want: ['render'] },
  { line: 'esr --v', want: ['--version'] },
  { line: 'esr render --rev', want: ['--reveal'] },
  { line: 'esr render overlays --only', want: ['--only-secrets'] },
  { line: 'esr plan --output ', want: ['table', 'json', 'dot', 'mermaid'] },
  { line: 'esr plan --output m', want: ['mermaid'] },
  { line: 'esr render over', want: ['over all.yaml', 'overlays'] },
  { line: 'esr render --values v', want: ['values.yaml'] },
  { line: 'esr render --timeout ', want: [] },
  { line: 'esr convert ', want: ['avp', 'kes'] },
  { line: 'esr convert --store x k', want: ['kes'] },
  { line: 'esr convert avp v', want: ['values.yaml'] },
  { line: 'esr convert avp --backend gcp', want: ['gcpsecretmanager'] },
  { line: 'esr argocd d', want: ['discover'] },
  { line: 'esr argocd generate over', want: ['over all.yaml', 'overlays'] },
  { line: 'esr completion ', want: ['bash', 'zsh', 'fish'] },
  { line: 'esr explain ExternalS', want: ['ExternalSecret'] },
  { line: 'esr schema Push', want: ['PushSecret'] },
  // A folder may have the name of a command.
  { line: 'esr render plan --pol', want: [] },
];

describe.each([
  { shell: 'fish', ask: offeredByFish },
  { shell: 'zsh', ask: offeredByZsh },
])('esr completion $shell, run by $shell', ({ shell, ask }) => {
  describeWith([shell], 'offers', () => {
    let offers: readonly (readonly string[])[];
    beforeAll(async () => {
      offers = ask((await runEsr(['completion', shell])).stdout, ['esr ', ...rows.map(({ line }) => line)]);
    }, 90_000);

    const plain = (words: readonly string[] = []) =>
      words.map((word) => word.replaceAll('\\ ', ' ').replace(/\/$/, '')).sort();

    test('every command', () => {
      expect(plain(offers[0])).toEqual(commands.map(({ name }) => name).sort());
    });

    test.each(rows.map((row, index) => ({ ...row, index: index + 1 })))('$line', ({ want, index }) => {
      expect(plain(offers[index])).toEqual([...want].sort());
    });
  });
});

describe('esr completion', () => {
  test.each(['zsh', 'fish'])('%s knows every command, flag and value, and quotes them', async (shell) => {
    const { stdout, status } = await runEsr(['completion', shell]);
    expect(status).toBe(0);
    for (const { name, flags } of loaded) {
      expect(stdout).toContain(name);
      for (const flag of flags) {
        expect(stdout).toContain(shell === 'zsh' ? `--${flag.name}` : `-l ${flag.name}`);
        if (flag.allowed !== undefined) expect(stdout).toContain(flag.allowed.join(' '));
      }
    }
    // Quotes are balanced: what is outside of them is the shell's own.
    const outside = shell === 'zsh' ? stdout.replaceAll("'\\''", '') : stdout.replaceAll("\\'", '');
    expect((outside.match(/'/g)?.length ?? 1) % 2).toBe(0);
  });

  test('another shell is wrong usage', async () => {
    const got = await runEsr(['completion', 'tcsh']);
    expect([got.status, got.stderr]).toEqual([
      2,
      'error COMPLETION_SHELL: there is no completion for "tcsh"\n  hint: use bash, zsh, fish\n',
    ]);
  });
});
