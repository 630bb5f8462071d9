// `npm run demo`: the example of kustomize-example/, on the embedded fake store, without kustomize and without a network.
// It shows what `esr render kustomize-example/overlays/offline` shows where kustomize is there.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const folder = 'kustomize-example';
const files = [
  ...readdirSync(`${folder}/base`)
    .filter((name) => name !== 'kustomization.yaml')
    .map((name) => `${folder}/base/${name}`),
  `${folder}/overlays/offline/stores.yaml`,
];
const manifests = files.map((file) => readFileSync(file, 'utf8')).join('---\n');

for (const flags of [['--summary'], ['--only-secrets']]) {
  console.log(`\n$ esr render ${folder}/overlays/offline ${flags.join(' ')}\n`);
  const { status } = spawnSync(process.execPath, ['dist/esr.cjs', 'render', '-', ...flags], {
    input: manifests,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}

console.log(`
Nothing was asked but the store of kind "fake" in ${folder}/overlays/offline/stores.yaml. Next:

  alias esr="node $PWD/dist/esr.cjs"
  esr render YOUR-FOLDER --offline   # your own manifests, a placeholder for each value
  esr validate YOUR-FOLDER           # wrong references, with file and line
  less docs/start.md                 # the first Secret, step by step`);
