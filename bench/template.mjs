// Times compiled templates against Go's own engine on the same templates: node bench/template.mjs
// Go's figures (template-go.json) were taken on another day and perhaps another machine: read the ratios, not the times.

import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { cases: figures } = JSON.parse(readFileSync(join(root, 'bench/template-go.json'), 'utf8'));
const corpus = JSON.parse(readFileSync(join(root, 'test/conformance/template/realistic.json'), 'utf8'));
const execution = { now: Date.now, missingKey: 'error', maxSteps: 10_000_000, maxOutputBytes: 16_000_000 };
const folder = await mkdtemp(join(tmpdir(), 'esr-bench-'));

try {
  const { engines, bytesOf } = await load();
  const { engine } = await engines.gotemplate();
  const ratios = [];
  for (const { name, executeUs } of figures) {
    const { template, data } = corpus.find(({ id }) => id === `realistic/${name}`);
    const compiled = await engine.compile(bytesOf(template), 'out');
    const dot = new Map(Object.entries(data).map(([key, value]) => [bytesOf(key), bytesOf(value)]));
    const microseconds = time(() => compiled.execute(dot, execution));
    ratios.push(microseconds / executeUs);
    console.log(
      `${name.padEnd(34)}${microseconds.toFixed(1).padStart(8)} µs ${executeUs.toFixed(1).padStart(8)} µs ${ratios.at(-1).toFixed(2).padStart(7)} ×`,
    );
  }
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  console.log(`geometric mean ${mean.toFixed(2)} ×, most ${Math.max(...ratios).toFixed(2)} ×`);
} finally {
  rmSync(folder, { recursive: true });
}

async function load() {
  await build({
    stdin: {
      contents: `export { engines } from './plugin/engines/engine.ts'; export { bytesOf } from './plugin/go/byte-string.ts';`,
      resolveDir: root,
    },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  return import(pathToFileURL(join(folder, 'stdin.mjs')).href);
}

// Processor time of the best of several rounds, as Go's figures were taken: others on the machine count less.
function time(work) {
  const warm = process.cpuUsage();
  while (process.cpuUsage(warm).user < 1_000_000) work();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round += 1) {
    const start = process.cpuUsage();
    let [runs, used] = [0, 0];
    while (used < 40_000) {
      for (let i = 0; i < 20; i += 1) work();
      runs += 20;
      used = process.cpuUsage(start).user;
    }
    best = Math.min(best, used / runs);
  }
  return best;
}
