import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';

/** The program as an executable file, for hosts that start it. */
export interface BuiltEsr {
  /** A folder for the PATH that holds `esr`. */
  readonly bin: string;
  readonly program: string;
  remove(): void;
}

/** Builds the sources as they are now; packages stay where they are, so that this takes no time. */
export function buildEsr(): BuiltEsr {
  const folder = path.resolve('node_modules/.cache', `esr-${process.pid}`);
  buildSync({
    entryPoints: { esr: 'plugin/esr.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'silent',
  });
  const bin = path.join(folder, 'bin');
  const program = path.join(bin, 'esr');
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin);
  chmodSync(path.join(folder, 'esr.mjs'), 0o755);
  symlinkSync(path.join(folder, 'esr.mjs'), program);
  return { bin, program, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
