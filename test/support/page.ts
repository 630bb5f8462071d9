import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** Line of its first fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** Without the indentation of the fence. */
  readonly text: string;
  /** What HTML comments directly above it say: `<!-- NAME: VALUE -->`. Readers do not see them. */
  readonly marks: ReadonlyMap<string, string>;
}

/** One command of a `console` block, and the output that is shown. */
export interface Shown {
  readonly command: string;
  readonly output: string;
}

/** The pages for users: README.md and everything below docs/. */
export function pages(): readonly string[] {
  const below = readdirSync('docs', { recursive: true, encoding: 'utf8' }).map(
    (file) => `docs/${file.split(path.sep).join('/')}`,
  );
  return ['README.md', ...below.filter((file) => file.endsWith('.md')).sort()];
}

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  let marks = new Map<string, string>();
  const lines = readFileSync(page, 'utf8').split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, name, value] = /^ *<!-- ([a-z ]+): (.*) -->$/.exec(line) ?? [];
    const [, indent, language] = /^( *)```(\w*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) marks.set(name, value);
    else if (indent === undefined) marks = line.trim() === '' ? marks : new Map();
    else {
      const end = lines.indexOf(`${indent}\`\`\``, at + 1);
      const text = lines.slice(at + 1, end).map((each) => `${each.slice(indent.length)}\n`);
      blocks.push({ page, line: at + 1, language: language ?? '', text: text.join(''), marks });
      marks = new Map();
      at = end;
    }
  }
  return blocks;
}

/** The commands of a `console` block: lines that begin with `$`, continued behind a backslash. */
export function commandsOf({ text }: Block): readonly Shown[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [, command = '', output = ''] = /^((?:.*\\\n)*.*\n)([\s\S]*)$/.exec(part) ?? [];
      return { command: command.trimEnd(), output };
    });
}
