import { showObject } from '../../model/place.ts';
import type { Problem } from '../problem.ts';
import { problemText } from '../problem-text.ts';
import type { Report } from './report.ts';

// The format that Jenkins and GitLab read: https://github.com/testmoapp/junitxml

/** For CI servers: a suite for each file, a case for each problem. Warnings are skipped cases unless they fail the run. */
export const junit: Report = ({ problems, isStrict }) => {
  const files = new Map<string, Problem[]>();
  for (const problem of problems) {
    const file = (problem.place ?? problem.effects?.[0]?.place)?.file ?? 'esr';
    files.set(file, [...(files.get(file) ?? []), problem]);
  }
  const suites = [...files].map(([file, own]) => suite(file, own, isStrict));
  const counts = countsOf(problems, isStrict);
  const nothing =
    '  <testsuite name="esr validate" tests="1" failures="0" skipped="0">\n    <testcase classname="esr" name="validate"/>\n  </testsuite>\n';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="esr validate" tests="${Math.max(1, problems.length)}" ${counts}>\n`,
    suites.length === 0 ? nothing : suites.join(''),
    '</testsuites>\n',
  ].join('');
};

function suite(file: string, problems: readonly Problem[], isStrict: boolean): string {
  const counts = countsOf(problems, isStrict);
  const cases = problems.map((problem) => testCase(file, problem, isStrict)).join('');
  return `  <testsuite name="${escaped(file)}" tests="${problems.length}" ${counts}>\n${cases}  </testsuite>\n`;
}

function testCase(file: string, problem: Problem, isStrict: boolean): string {
  const { code, says, place, effects } = problem;
  const at = place ?? effects?.[0]?.place;
  const name = [code, at?.object === undefined ? '' : showObject(at.object), at?.field ?? ''].filter(Boolean).join(' ');
  const line = at?.line === undefined ? '' : ` line="${at.line}"`;
  const head = `    <testcase classname="${escaped(file)}" name="${escaped(name)}" file="${escaped(file)}"${line}>\n`;
  const body = fails(problem, isStrict)
    ? `      <failure type="${code}" message="${escaped(says)}">${escaped(problemText(problem))}</failure>\n`
    : `      <skipped message="${escaped(`${code}: ${says}`)}"/>\n`;
  return `${head}${body}    </testcase>\n`;
}

function countsOf(problems: readonly Problem[], isStrict: boolean): string {
  const failures = problems.filter((problem) => fails(problem, isStrict)).length;
  return `failures="${failures}" skipped="${problems.length - failures}"`;
}

function fails({ level }: Problem, isStrict: boolean): boolean {
  return isStrict || level === 'error';
}

/** Characters that XML cannot hold go. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
