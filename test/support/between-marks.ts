import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The part of a page that is made from the sources, between `<!-- NAME -->` and `<!-- /NAME -->`.
 *
 * @param made - What it should be; with `UPDATE_DOCS=1` it is written.
 */
export function betweenMarks(file: string, name: string, made: string): string {
  const page = readFileSync(file, 'utf8');
  const [open, close] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [start, end] = [page.indexOf(open) + open.length, page.indexOf(close)];
  if (start < open.length || end < start) throw new Error(`${file} has no marks ${name}`);
  if (process.env['UPDATE_DOCS'] !== '1') return page.slice(start, end);
  writeFileSync(file, page.slice(0, start) + made + page.slice(end));
  return made;
}
