// Bundles plugin/ into dist/: a small core and one chunk for each part that loads lazily.
// esbuild splits code only into ES modules; each of those is then turned into CommonJS, which starts faster, runs in a
// single executable, and keeps modules that several chunks share (error classes, Sensitive) one module.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, transform } from 'esbuild';
import { mergeChunks } from './packaging/merge-chunks.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

// 1Password's SDK reads 14 MB of WebAssembly that stand beside it. They go beside the chunks, compressed; in the single
// executable, whose loader defines __esrAsset, they are an asset.
const wasm = 'node_modules/@1password/sdk-core/nodejs/core_bg.wasm';
const besideChunks = {
  name: 'beside-chunks',
  setup({ onLoad }) {
    onLoad({ filter: /sdk-core[\\/]nodejs[\\/]core\.js$/ }, ({ path: file }) => {
      const source = readFileSync(file, 'utf8');
      const read = "require('fs').readFileSync(path)";
      if (source.split(read).length !== 2) throw new Error(`${file} reads its WebAssembly in another way`);
      const asset = `(typeof __esrAsset === 'function' ? __esrAsset(path) : ${read})`;
      return {
        contents: source
          .replace(read, `require('zlib').brotliDecompressSync(${asset})`)
          .replace("'core_bg.wasm'", "'core_bg.wasm.br'"),
      };
    });
  },
};

/** A file of the build as it is called in dist/. */
const nameOf = (file) => path.relative('dist', file).replaceAll(path.sep, '/').replace(/\.js$/, '.cjs');

const { outputFiles, metafile } = await build({
  entryPoints: { esr: 'plugin/esr.ts', index: 'plugin/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  keepNames: false,
  treeShaking: true,
  chunkNames: 'chunks/[name]-[hash]',
  mainFields: ['module', 'main'],
  plugins: [besideChunks],
  alias: { axios: './packaging/no-axios.cjs' },
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
  define: { __ESR_VERSION__: JSON.stringify(version), 'import.meta.url': '__esrModuleUrl' },
});

const files = new Map();
for (const file of outputFiles) {
  const { code } = await transform(file.text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    supported: { 'dynamic-import': false },
  });
  const linked = code.replace(/require\("(\.{1,2}\/[^"]+)\.js"\)/g, 'require("$1.cjs")');
  const url = linked.includes('__esrModuleUrl')
    ? 'var __esrModuleUrl=require("node:url").pathToFileURL(__filename).href;'
    : '';
  // A CommonJS package that is imported lazily comes out of esbuild with a default export alone; Node's own import()
  // gives its members by name too, and the sources rely on that.
  const output = metafile.outputs[path.relative('.', file.path)];
  const members =
    output?.entryPoint?.includes('node_modules') && output.exports.join() === 'default'
      ? ';{const d=module.exports.default;for(const k of Object.keys(d))if(!(k in module.exports))Object.defineProperty(module.exports,k,{get:()=>d[k],enumerable:true})}'
      : '';
  files.set(nameOf(file.path), url + linked.replace(/^#!.*\n/, '') + members);
}

const outputs = Object.entries(metafile.outputs).map(([file, output]) => {
  const imports = output.imports.map((each) => ({ ...each, path: nameOf(each.path) }));
  return [nameOf(file), { ...output, imports }];
});
// What every run loads.
const everyRun = ['plugin/esr.ts', 'plugin/cli/commands/generate.ts'];
mergeChunks(files, Object.fromEntries(outputs), 'chunks/core.cjs', everyRun);

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/chunks', { recursive: true });
for (const [name, code] of files) {
  const shebang = name === 'esr.cjs' ? '#!/usr/bin/env node\n' : '';
  writeFileSync(path.join('dist', name), shebang + code, { mode: shebang === '' ? 0o644 : 0o755 });
}
writeFileSync('dist/meta.json', JSON.stringify(metafile));
writeFileSync(
  'dist/chunks/core_bg.wasm.br',
  brotliCompressSync(readFileSync(wasm), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
);
