import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Every source file below plugin/, as a path relative to it, with forward slashes. */
export function sourceFiles(): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

/** The text of a source file. */
export function sourceText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** The room a file stands in: its first folder, `providers/provider.ts` style files included; `esr` and `index` for the two entries. */
export function roomOf(file: string): string {
  const [first = file] = file.split('/');
  return file.includes('/') ? first : file.replace(/\.ts$/, '');
}

/** What a file imports: paths relative to plugin/ for our own files, package names for the rest. */
export function importsOf(file: string): readonly Import[] {
  const text = withoutComments(sourceText(file));
  const imports: Import[] = [];
  for (const match of text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'/g,
  )) {
    imports.push({ to: resolve(file, match[1] ?? match[2] ?? ''), lazy: false });
  }
  for (const match of text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)) {
    imports.push({ to: resolve(file, match[1] ?? ''), lazy: true });
  }
  return imports;
}

/** One import: `lazy` ones load when they are reached. */
export interface Import {
  readonly to: string;
  readonly lazy: boolean;
}

const root = path.join(__dirname, '..', '..', 'plugin');

function resolve(from: string, to: string): string {
  return to.startsWith('.') ? path.posix.join(path.posix.dirname(from), to) : to;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
