// Makes the single executable `dist/esr`: Node 24 with the core as its main script and the chunks as assets.
// Usage: node packaging/binary.mjs [--node FILE]   (without --node the base comes from the package registry)
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const NODE_VERSION = '24.21.0';
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const { values } = parseArgs({ options: { node: { type: 'string' }, caches: { type: 'string' } } });
if (values.caches === undefined) makeBinary();
else makeCaches(values.caches);

function makeBinary() {
  const work = mkdtempSync(path.join(os.tmpdir(), 'esr-binary-'));
  try {
    const base = path.join(work, 'node');
    copyFileSync(values.node ?? fetchNode(work), base);
    chmodSync(base, 0o755);
    strip(base);
    execFileSync(base, [import.meta.filename ?? process.argv[1], '--caches', path.join(work, 'caches')], {
      stdio: 'inherit',
    });
    const config = writeConfig(work);
    execFileSync(base, ['--experimental-sea-config', config], { stdio: ['ignore', 'ignore', 'inherit'] });
    const target = path.join('dist', process.platform === 'win32' ? 'esr.exe' : 'esr');
    rmSync(target, { force: true });
    copyFileSync(base, target);
    const postject = createRequire(import.meta.url).resolve('postject/dist/cli.js');
    execFileSync(
      process.execPath,
      [postject, target, 'NODE_SEA_BLOB', path.join(work, 'esr.blob'), '--sentinel-fuse', FUSE],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    chmodSync(target, 0o755);
    console.log(`${target}: ${(readFileSync(target).length / 1e6).toFixed(1)} MB`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function fetchNode(work) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  execFileSync(
    'npm',
    ['install', '--silent', '--no-save', '--ignore-scripts', '--prefix', work, `${name}@${NODE_VERSION}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  return path.join(work, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Symbols are a sixth of the base; they must go before the blob is injected. */
function strip(file) {
  if (process.platform !== 'linux') return;
  try {
    execFileSync('strip', [file], { stdio: 'ignore' });
  } catch {
    console.log('no strip here: the executable stays larger');
  }
}

function chunkNames() {
  return ['esr.cjs', ...readdirSync('dist/chunks').map((name) => `chunks/${name}`)].filter((name) =>
    name.endsWith('.cjs'),
  );
}

/** Runs under the base itself: a cache is valid only for the Node that made it. */
function makeCaches(folder) {
  const require = createRequire(path.resolve('packaging/binary.mjs'));
  const { makeLoader } = require('./loader.cjs');
  const { load, scripts } = makeLoader(
    (name) => readFileSync(path.join('dist', name), 'utf8'),
    () => undefined,
    (file) => readFileSync(path.join('dist/chunks', path.basename(file))),
    require,
  );
  globalThis.__esrMakingCaches = true;
  for (const name of chunkNames().filter((name) => name !== 'esr.cjs')) load(name);
  mkdirSync(path.join(folder, 'chunks'), { recursive: true });
  for (const [name, script] of scripts) writeFileSync(path.join(folder, `${name}.cache`), script.createCachedData());
  process.exit(0);
}

function writeConfig(work) {
  const main = path.join(work, 'main.cjs');
  const loader = readFileSync('packaging/loader.cjs', 'utf8').replace(/module\.exports = .*\n/, '');
  writeFileSync(
    main,
    `${loader}
const sea = require('node:sea');
const assets = makeLoader(
  (name) => sea.getAsset(name, 'utf8'),
  (name) => { try { return Buffer.from(sea.getRawAsset(name + '.cache')); } catch { return undefined; } },
  (file) => Buffer.from(sea.getRawAsset('chunks/' + file.split('/').pop())),
  require,
);
{
  const load = assets.load;
  const module = { exports: {} };
  const core = (function (require, module, exports) {${readFileSync('dist/esr.cjs', 'utf8').replace(/^#!.*/, '')}
  });
  core((id) => (id.startsWith('./') ? load(id.slice(2)) : require(id)), module, module.exports);
}
`,
  );
  const assets = {};
  for (const name of chunkNames().filter((name) => name !== 'esr.cjs')) {
    assets[name] = path.resolve('dist', name);
    assets[`${name}.cache`] = path.join(work, 'caches', `${name}.cache`);
  }
  for (const name of readdirSync('dist/chunks').filter((each) => !each.endsWith('.cjs'))) {
    assets[`chunks/${name}`] = path.resolve('dist/chunks', name);
  }
  const config = path.join(work, 'sea.json');
  writeFileSync(
    config,
    JSON.stringify({
      main,
      output: path.join(work, 'esr.blob'),
      disableExperimentalSEAWarning: true,
      useCodeCache: true,
      execArgvExtension: 'none',
      assets,
    }),
  );
  return config;
}
