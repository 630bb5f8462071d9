// What starting costs beside an empty Node script (budget: 1.5 x), and what passing documents on costs beside `cat`.
// Usage: npm run build && [npm run build:binary &&] node bench/start.mjs [ROUNDS]

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ordinaryDocuments } from './documents.mjs';
import { medians, printRatios } from './pairs.mjs';

const rounds = Number(process.argv[2] ?? 15);
const work = mkdtempSync(path.join(os.tmpdir(), 'esr-bench-'));
try {
  const file = (name, text) => {
    const target = path.join(work, name);
    writeFileSync(target, text);
    return target;
  };
  const empty = file('empty.cjs', '');
  const one = file('one.yaml', ordinaryDocuments(1).join('---\n'));
  const demo = file(
    'demo.yaml',
    ['database', 'registry', 'settings', 'vault', 'deployment']
      .map((name) => readFileSync(`kustomize-example/base/${name}.yaml`, 'utf8'))
      .concat(readFileSync('kustomize-example/overlays/offline/stores.yaml', 'utf8'))
      .join('---\n'),
  );
  const esr = (...args) => [process.execPath, 'dist/esr.cjs', ...args];
  const binary = path.resolve('dist/esr');
  printRatios(
    'start',
    medians(
      {
        'an empty Node script': [process.execPath, empty],
        'esr --version': esr('--version'),
        'esr generate, nothing to do': esr('generate', one),
        'esr generate, the example (5 ExternalSecrets)': esr('generate', demo),
        ...(existsSync(binary)
          ? {
              'executable --version': [binary, '--version'],
              'executable generate, nothing to do': [binary, 'generate', one],
              'executable generate, the example': [binary, 'generate', demo],
            }
          : {}),
      },
      rounds,
    ),
  );

  for (const style of ['plain', 'awkward']) {
    const stream = file(`${style}.yaml`, ordinaryDocuments(10_000, style).join('---\n'));
    const same = execFileSync(process.execPath, ['dist/esr.cjs', 'generate', stream], { maxBuffer: 1 << 28 }).equals(
      readFileSync(stream),
    );
    const copy = file('copy.cjs', "process.stdout.write(require('node:fs').readFileSync(process.argv[2]))");
    printRatios(
      `10,000 ${style} documents, ${(readFileSync(stream).length / 1e6).toFixed(1)} MB; byte for byte: ${same}`,
      medians(
        {
          cat: ['cat', stream],
          'a Node script that copies': [process.execPath, copy, stream],
          'esr generate': esr('generate', stream),
        },
        Math.ceil(rounds / 3),
      ),
    );
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
