// Writes THIRD-PARTY-NOTICES.txt: the licence text of every package whose code is in dist/ (dist/meta.json says which).
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const { inputs } = JSON.parse(readFileSync('dist/meta.json', 'utf8'));
const folders = new Set();
for (const input of Object.keys(inputs)) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (match !== null) folders.add(match[1]);
}

const notices = [...folders].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$|-)/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(path.join(folder, file), 'utf8').trim();
  const notice = existsSync(path.join(folder, 'NOTICE'))
    ? `\n\n${readFileSync(path.join(folder, 'NOTICE'), 'utf8').trim()}`
    : '';
  return `${name} ${version} (${license})\n\n${text}${notice}\n`;
});

writeFileSync(
  'THIRD-PARTY-NOTICES.txt',
  `The distributed files of external-secrets-render contain code of these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`,
);
console.log(`${notices.length} packages`);
