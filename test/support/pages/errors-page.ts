import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Catalogue, EsrError, Words } from '../../../plugin/errors/esr-error.ts';
import { lintWarnings } from '../../../plugin/errors/lint.ts';
import { warnings } from '../../../plugin/errors/warnings.ts';
import { rules } from '../../../plugin/pipeline/validate/registry.ts';
import { placeholders } from './placeholder.ts';

/** Facts that words compute with. */
const facts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  STORE_TIMEOUT: { timeoutMs: 10_000 },
  FLOAT_NUMBER: { how: 'format' },
  DELETION_FIND: { policy: 'Delete' },
  YAML_HIDDEN: { marker: '---' },
  YAML_SYNTAX: { looksTemplated: true },
  KIND_MISSPELT: { nearest: '<nearest>' },
  SECRET_MISSING: { version: undefined, property: undefined },
};

/** One entry of a catalogue, told with its facts' names. */
interface Entry extends Words {
  readonly code: string;
  readonly level: 'error' | 'warning';
  readonly exitStatus: number;
}

/** One catalogue: one file of `plugin/errors`. */
export interface Family {
  readonly file: string;
  readonly entries: readonly Entry[];
}

/** Titles of the catalogues, in the order of the page: what most people meet comes first. */
const titles: Readonly<Record<string, string>> = {
  usage: 'Wrong usage',
  document: 'Documents',
  manifest: 'Manifests and what they ask for',
  template: 'Templates',
  policy: 'Policy',
  store: 'Stores',
  connection: 'Connections of stores',
  credential: 'Credentials',
  generator: 'Generators',
  seed: 'Seed files',
  push: 'Pushes',
  onepassword: '1Password',
  aws: 'AWS',
  azure: 'Azure',
  bitwarden: 'Bitwarden',
  gcp: 'Google Cloud',
  gitlab: 'GitLab',
  infisical: 'Infisical',
  kubernetes: 'Kubernetes',
  vault: 'Vault and OpenBao',
  webhook: 'Webhooks',
  fake: 'The fake store',
  parameter: 'Parameters of an application',
  serve: 'The daemon',
  convert: 'Documents of other products',
};

/** Every catalogue of `plugin/errors`, in the order of their titles; one without a title comes last. */
export function families(): readonly Family[] {
  const folder = path.join(__dirname, '..', '..', '..', 'plugin', 'errors');
  const order = Object.keys(titles);
  const rank = (file: string) => (order.includes(file) ? order.indexOf(file) : order.length);
  return readdirSync(folder)
    .map((name) => name.replace(/\.ts$/, ''))
    .flatMap((file) => familyIn(file, require(path.join(folder, `${file}.ts`)) as Readonly<Record<string, unknown>>))
    .toSorted((a, b) => rank(a.file) - rank(b.file) || (a.file < b.file ? -1 : 1));
}

function familyIn(file: string, held: Readonly<Record<string, unknown>>): readonly Family[] {
  const [name, catalogue] = Object.entries(held).find(([each]) => /^[a-z][A-Za-z0-9]*Errors$/.test(each)) ?? [];
  if (name === undefined || typeof catalogue !== 'object') return [];
  const make = held[name.slice(0, -1)] as (code: string, facts: unknown) => EsrError;
  const entries = Object.keys(catalogue as Catalogue).map((code): Entry => {
    const { says, hint, exitStatus } = make(code, placeholders(facts[code]));
    return { code, says, ...(hint === undefined ? {} : { hint }), level: 'error', exitStatus };
  });
  return [{ file, entries }];
}

/** docs/errors.md, from the catalogues. */
export function errorsPage(): string {
  const sections = families().map(({ file, entries }) => {
    return `## ${titles[file] ?? file}\n\n${entries.toSorted(byCode).map(entryText).join('\n')}`;
  });
  return `${head}\n${sections.join('\n')}\n${lint()}\n${remarks()}`;
}

const head = `# Errors and warnings

<!-- Made from plugin/errors and plugin/pipeline/validate: node packaging/pages.mjs -->

Every message has a code, which never changes. Words in \`<angle brackets>\` stand for names of yours.
Exit status: 1 a problem in the manifests or in the data of stores; 2 wrong usage or configuration; 3 a store could not be
reached or refused; 0 with warnings alone, unless \`esr validate --strict\`.

A message says what happened, where (\`file:line:column\`, object, field), and what to do. A line of the manifest is shown only
where no value can stand on it. Problems of one cause, such as a store that is down, are told together.

To switch off what \`esr validate\` finds: \`--disable CODE,CODE\`; \`validate.disable\` in the platform configuration; the
annotation \`external-secrets-render.dev/disable: CODE,CODE\` on an object; a comment \`# esr:disable CODE\` behind a line, above
it, or above the first line of a document for the whole of it.
`;

function entryText({ code, says, hint, exitStatus }: Entry): string {
  const words = hint === undefined ? says : `${says}\n  hint: ${hint}`;
  return `### ${code}\n\nerror, exit status ${exitStatus}\n\n\`\`\`\n${words}\n\`\`\`\n`;
}

function lint(): string {
  const codes = Object.keys(lintWarnings).sort() as (keyof typeof lintWarnings)[];
  const texts = codes.map((code) => {
    const words: Words = (lintWarnings[code] as (given: unknown) => Words)(placeholders(facts[code]));
    const about = rules.find((rule) => rule.codes.includes(code))?.about ?? '';
    const shown = words.hint === undefined ? words.says : `${words.says}\n  hint: ${words.hint}`;
    return `### ${code}\n\nwarning of \`esr validate\`\n\n${about}\n\n\`\`\`\n${shown}\n\`\`\`\n`;
  });
  return `## Warnings of esr validate\n\n${texts.join('\n')}`;
}

function remarks(): string {
  const texts = Object.entries(warnings)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, about]) => `### ${code}\n\nwarning\n\n${about}\n`);
  return `## Other warnings\n\n${texts.join('\n')}`;
}

function byCode(a: Entry, b: Entry): number {
  return a.code < b.code ? -1 : 1;
}
