// Many random templates: node test/engines/fuzz/long.mjs COUNT [SEED]

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const [count = 200_000, seed = 1] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'esr-fuzz-'));
const batch = 5000;

try {
  await build({
    stdin: {
      contents: `export { fuzzTemplates } from './fuzz-templates.ts'; export { readSeedlings } from './seedlings.ts';`,
      resolveDir: here,
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
  const { fuzzTemplates, readSeedlings } = await import(pathToFileURL(join(folder, 'stdin.mjs')).href);
  const seedlings = readSeedlings(join(here, '../../conformance/template'));
  let offences = 0;
  for (let done = 0; done < count; done += batch) {
    const report = await fuzzTemplates(seed + done / batch, Math.min(batch, count - done), seedlings);
    offences += report.offences.length;
    console.log(
      `seed ${seed + done / batch}: ${report.rendered} rendered, ${report.failed} failed, slowest ${report.slowestMs} ms`,
    );
    for (const offence of report.offences) console.log(JSON.stringify(offence));
  }
  console.log(`${count} templates, ${offences} offences`);
  process.exitCode = offences === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
