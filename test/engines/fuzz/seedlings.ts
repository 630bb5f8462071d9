import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Seedling } from './fuzz-templates.ts';

/** The templates of the corpus, in a folder of JSON files. */
export function readSeedlings(folder: string): Seedling[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'functions.json');
  return files.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Seedling[]);
}
