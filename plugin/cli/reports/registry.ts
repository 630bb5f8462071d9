import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { Report } from './report.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** Every format of `esr validate --output`. */
export const reports: Readonly<Record<'text' | 'json' | 'sarif' | 'github' | 'junit', Report>> = {
  text,
  json,
  sarif,
  github,
  junit,
};
