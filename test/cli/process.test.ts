import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BuiltEsr, buildEsr } from '../support/built-esr.ts';
import { toolPath } from '../support/tools.ts';

// What only a process of its own shows: pipes that break, disks that are full, a person at a real terminal.

const manifest = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec: {provider: {fake: {data: [{key: a, value: hunter2-value}]}}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
  data: [{secretKey: k, remoteRef: {key: a}}]
`;

let esr: BuiltEsr;
let folder: string;
beforeAll(() => {
  esr = buildEsr();
  folder = mkdtempSync(path.join(tmpdir(), 'process-'));
  writeFileSync(path.join(folder, 'app.yaml'), manifest);
  const filler = Array.from({ length: 40_000 }, (_, index) => `k${index}: a line of a large document`).join('\n');
  writeFileSync(path.join(folder, 'big.yaml'), `${filler}\n`);
}, 120_000);
afterAll(() => {
  esr.remove();
  rmSync(folder, { recursive: true, force: true });
});

function bash(line: string, input = '') {
  const { PATH = '' } = process.env;
  const env = { PATH: `${esr.bin}:${path.dirname(process.execPath)}:${PATH}`, HOME: folder, TERM: 'xterm' };
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', line], {
    cwd: folder,
    env,
    input,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { stdout, stderr };
}

describe('a reader that goes away early', () => {
  test.each([
    { line: 'esr generate big.yaml | head -1', status: 0 },
    { line: 'esr validate app.yaml | true', status: 0 },
    { line: 'esr render app.yaml --output json | true', status: 0 },
    { line: 'esr generate nowhere.yaml 2>&1 | true', status: 2 },
    { line: "yes '{}' | esr template --jsonl | head -1", status: 0 },
  ])('is no fault: $line', ({ line, status }) => {
    const { stdout, stderr } = bash(`${line}; echo "\${PIPESTATUS[@]: -2:1}"`);
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(String(status));
  });
});

const full = existsSync('/dev/full') ? describe : describe.skip;
full('a disk that is full', () => {
  test('is told without a stack trace, with a status of its own', () => {
    const { stdout, stderr } = bash('esr render app.yaml >/dev/full; echo $?');
    expect(stderr).toMatch(
      /^error OUTPUT_UNWRITABLE: standard output cannot be written: no space is left\n {2}hint: .*\n$/,
    );
    expect(stdout).toBe('2\n');
  });
});

describe('--reveal at a terminal', () => {
  if (toolPath('script') === undefined) {
    test.todo('needs script of util-linux');
    return;
  }
  test.each([
    { name: 'yes', keys: 'y\n', status: 0, shows: true },
    { name: 'no', keys: 'n\n', status: 2, shows: false },
    { name: 'Ctrl+D', keys: '\u0004', status: 2, shows: false },
    { name: 'Ctrl+C', keys: '\u0003', status: 130, shows: false },
  ])('$name', ({ keys, status, shows }) => {
    // The keys come when the question is there: what is typed before the program listens belongs to the line.
    const typed = keys.replace('\n', '\\n').replace('\u0004', '\\004').replace('\u0003', '\\003');
    const { stdout } = bash(
      `(sleep 1.5; printf '${typed}'; sleep 0.5) | script -qec 'bash -c "esr render app.yaml --reveal; echo status \\$?"' /dev/null`,
    );
    expect(stdout).toContain('Go on? [y/N]');
    expect(stdout).toContain(`status ${status}`);
    expect(stdout.includes('hunter2-value')).toBe(shows);
    expect(stdout).not.toMatch(/^ {4}at /m);
  });
});
