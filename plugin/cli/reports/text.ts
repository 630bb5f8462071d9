import type { Problem } from '../problem.ts';
import { problemText } from '../problem-text.ts';
import type { Report } from './report.ts';

/** For people: each problem, and how many there are. */
export const text: Report = ({ problems, style }) => {
  const count = (level: Problem['level']) => problems.filter((problem) => problem.level === level).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const line = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  const painted = errors > 0 ? style.red(line) : warnings > 0 ? style.magenta(line) : style.green(line);
  return `${problems.map((problem) => problemText(problem, style)).join('')}${painted}\n`;
};

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
