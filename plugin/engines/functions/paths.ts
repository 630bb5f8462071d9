// Sprig's path functions, as external-secrets vendors them: functions.go. The `os…` ones are Go's path/filepath on Linux.

import { path } from '../../go/path.ts';
import { type Family, fn } from './family.ts';

const base = fn(['string'], 'string', path.base);
const dir = fn(['string'], 'string', path.dir);
const clean = fn(['string'], 'string', path.clean);
const ext = fn(['string'], 'string', path.ext);
const isAbs = fn(['string'], 'bool', path.isAbsolute);

/** Functions on slash-separated paths. */
export const paths: Family = {
  base,
  dir,
  clean,
  ext,
  isAbs,
  osBase: base,
  osDir: dir,
  osClean: clean,
  osExt: ext,
  osIsAbs: isAbs,
};
