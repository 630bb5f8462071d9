import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** Flags, configuration or environment are wrong. */
export class UsageError extends EsrError {
  override readonly exitStatus = 2;
}

/** What can be wrong with a call of the program and its configuration. */
export const usageErrors = {
  UNKNOWN_COMMAND: (f: { name: string; nearest?: string }) => ({
    says: `there is no command "${f.name}"`,
    hint:
      f.nearest !== undefined
        ? `did you mean "${f.nearest}"?`
        : /[/.]|^-$/.test(f.name)
          ? `a path stands behind a command: esr render ${f.name}`
          : 'esr --help lists them',
  }),
  UNKNOWN_FLAG: (f: { flag: string; nearest: string | undefined }) => ({
    says: `there is no flag ${f.flag}`,
    hint: f.nearest === undefined ? '--help lists them' : `did you mean "--${f.nearest}"?`,
  }),
  FLAG_NEEDS_VALUE: (f: { flag: string; takes: string }) => ({
    says: `${f.flag} needs a value`,
    hint: `write ${f.flag} ${f.takes}`,
  }),
  FLAG_TAKES_NONE: (f: { flag: string }) => ({
    says: `${f.flag} takes no value`,
    hint: `write ${f.flag} alone; it is off where it is left out`,
  }),
  FLAG_VALUE: (f: { flag: string; value: string; allowed: readonly string[] }) => ({
    says: `${f.flag} may not be "${f.value}"`,
    hint: `use ${f.allowed.join(', ')}`,
  }),
  TOO_MANY_OPERANDS: (f: { operand: string; most: number }) => ({
    says: `"${f.operand}" is one operand too many; ${f.most} is the most`,
    hint: 'quote a path that holds blanks; --help shows what the command takes',
  }),
  FILE_UNREADABLE: (f: { file: string; why: string }) => ({
    says: `${f.file} cannot be read: ${f.why}`,
    hint: 'relative names start from the working folder',
  }),
  OUTPUT_UNWRITABLE: (f: { why: string }) => ({
    says: `standard output cannot be written: ${f.why === 'ENOSPC' ? 'no space is left' : f.why}`,
    hint: 'what was written before is not the whole: do not use it',
  }),
  TEMPLATE_FILE_MISSING: (_f: object) => ({
    says: 'a template is wanted',
    hint: 'name its file with --template, or - for standard input; --external-secret takes it from a manifest, --jsonl reads requests',
  }),
  TEMPLATE_SOURCES: (_f: object) => ({
    says: 'a template is taken from one place: --template, or --external-secret with --key',
    hint: 'leave one of them out',
  }),
  SET_FORM: (_f: object) => ({
    says: '--set needs NAME=VALUE',
    hint: 'other processes see command lines: use --data for values that are real',
  }),
  TEMPLATE_KEY: (f: { key: string; known: readonly string[] }) => ({
    says: `the ExternalSecret has no template for the key "${f.key}"`,
    hint: f.known.length === 0 ? 'its spec.target.template.data is empty' : `it has ${f.known.join(', ')}`,
  }),
  TEMPLATE_OWNER: (f: { file: string; name: string | undefined; known: readonly string[] }) => ({
    says:
      f.name === undefined
        ? `${f.file} holds ${f.known.length} ExternalSecrets`
        : `${f.file} holds no ExternalSecret "${f.name}"`,
    hint: f.known.length === 0 ? 'name a file with an ExternalSecret' : `choose one with --name: ${f.known.join(', ')}`,
  }),
  DATA_NOT_MAP: (f: { file: string }) => ({
    says: `${f.file} is no YAML or JSON map of strings`,
    hint: 'write NAME: value, one a line; quote numbers, true and false',
  }),
  CONFIG_FIELD: (f: { says: string; hint: string | undefined }) => ({
    says: f.says,
    ...(f.hint === undefined ? {} : { hint: f.hint }),
  }),
  CONFIG_UNKNOWN_KEY: (f: { key: string; nearest: string | undefined }) => ({
    says: `there is no key ${f.key} in the platform configuration`,
    hint: f.nearest === undefined ? 'schemas/config.schema.json lists them' : `did you mean "${f.nearest}"?`,
  }),
  CONFIG_SYNTAX: (f: { reason: string }) => ({
    says: `the platform configuration is no YAML: ${f.reason}`,
    hint: 'docs/configuration.md shows a whole one',
  }),
  CONFIG_DURATION: (f: { key: string }) => ({
    says: `${f.key} must be more than nothing`,
    hint: 'write it like 45s or 2m',
  }),
  PUSH_RECORD: (f: { file: string; why: string }) => ({
    says: `${f.file} cannot be used as the record of what was pushed: ${f.why}`,
    hint: 'name the file that an earlier --state wrote, or one that does not exist yet',
  }),
  PUSH_RECORD_PATH: (f: { file: string; of: string; path: string }) => ({
    says: `${f.file} is the record of what was pushed from ${f.of}, and this is ${f.path}`,
    hint: 'keep a state file for each PATH: what is not in this one would count as removed; after a move, change "path" in the file',
  }),
  FILE_UNWRITABLE: (f: { file: string; why: string }) => ({
    says: `${f.file} cannot be written: ${f.why}`,
  }),
  PATH_UNREADABLE: (f: { path: string; why: string }) => ({
    says: `${f.path} cannot be read: ${f.why}`,
    hint: 'give a folder, a file, or - for standard input; relative names start from the working folder',
  }),
  TOOL_MISSING: (f: { folder: string; what: string; tools: readonly string[] }) => ({
    says: `${f.folder} is ${f.what}, and there is no ${f.tools.join(' or ')} to render it`,
    hint: `install ${f.tools.join(' or ')} so that it is on the PATH, or render first and hand over the result with -`,
  }),
  VALUES_FILE: (f: { problem: string }) => ({
    says: `the values file cannot be used: ${f.problem}`,
    hint: 'it is YAML of the form STORE: {KEY: value} or STORE: {KEY: {property: value}}',
  }),
  CONFIG_PLATFORM_DECIDES: (f: { key: string }) => ({
    says: `${f.key} is for the platform configuration to say, and there is one`,
    hint: 'beside it a kustomization may set files, mode, offline and values',
  }),
  FUNCTION_CONFIG_KIND: (f: { is: string }) => ({
    says: `${f.is} is no configuration of this function`,
    hint: 'use external-secrets-render.dev/v1alpha1 RenderConfig, or an ExternalSecret to generate its Secret',
  }),
  NOTHING_TO_GENERATE: (_f: object) => ({
    says: 'there is nothing to generate: the configuration names no files, and there are no items',
    hint: 'list what to render under files of the RenderConfig, or use an ExternalSecret as the generator',
  }),
  CHART_OUTPUT_THERE: (f: { file: string }) => ({
    says: `${f.file} is there already, so the chart is not rendered into it`,
    hint: 'remove the file, or give the output another name and list that among the resources',
  }),
  AGAINST_MISSING: (_f: object) => ({
    says: 'there is nothing to compare with',
    hint: 'name it: --against OLD-FOLDER, --against old.yaml, or --against main for a revision of git',
  }),
  AGAINST_UNKNOWN: (f: { against: string; why: string }) => ({
    says: `cannot compare with "${f.against}": ${f.why}`,
    hint: 'a shallow clone has the last commit alone: fetch the other one first (git fetch --depth 1 origin main)',
  }),
  AGAINST_STDIN: (_f: object) => ({
    says: 'standard input has no state of a revision',
    hint: 'name the folder or file that is rendered',
  }),
  REVEAL_DECLINED: (_f: object) => ({
    says: 'values are only shown after a yes',
    hint: '--yes says it beforehand; without --reveal they are redacted',
  }),
  WATCH_UNABLE: (f: { why: string }) => ({
    says: `nothing can be watched: ${f.why}`,
  }),
  EXPLAIN_UNKNOWN: (f: { path: string; why: string; nearest: string | undefined }) => ({
    says: `cannot explain "${f.path}": ${f.why}`,
    hint:
      f.nearest === undefined
        ? 'esr explain lists the kinds, esr explain KIND its fields'
        : `did you mean "${f.nearest}"?`,
  }),
  COMPLETION_SHELL: (f: { shell: string; known: readonly string[] }) => ({
    says: f.shell === '' ? 'the name of a shell is wanted' : `there is no completion for "${f.shell}"`,
    hint: `use ${f.known.join(', ')}`,
  }),
  CONVERT_FROM: (f: { name: string; nearest: string | undefined }) => ({
    says: f.name === '' ? 'what is converted is wanted' : `"${f.name}" is nothing that can be converted`,
    hint:
      f.nearest === undefined
        ? 'write esr convert avp PATH (argocd-vault-plugin) or esr convert kes PATH (kubernetes-external-secrets)'
        : `did you mean "${f.nearest}"?`,
  }),
  CONVERT_BACKEND: (f: { backend: string | undefined; known: readonly string[] }) => ({
    says:
      f.backend === undefined
        ? 'the placeholders do not tell which backend they are for'
        : `argocd-vault-plugin has no backend "${f.backend}"`,
    hint: `name it with --backend: ${f.known.join(', ')}`,
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const usageError = errorsOf(UsageError, usageErrors);
