import { problemJson } from '../problem-json.ts';
import type { Report } from './report.ts';

/** For scripts. */
export const json: Report = ({ problems }) => {
  const errors = problems.filter(({ level }) => level === 'error').length;
  const all = { errors, warnings: problems.length - errors, problems: problems.map(problemJson) };
  return `${JSON.stringify(all, null, 2)}\n`;
};
