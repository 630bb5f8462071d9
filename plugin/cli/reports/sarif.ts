import { type Place, showObject } from '../../model/place.ts';
import type { Problem } from '../problem.ts';
import { version } from '../version.ts';
import type { Report } from './report.ts';

// SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/

/** For code scanning. */
export const sarif: Report = ({ problems }) => {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'external-secrets-render',
            ...(/^\d/.test(version) ? { semanticVersion: version } : {}),
            rules: codes.map((code) => ruleOf(code, problems)),
          },
        },
        columnKind: 'unicodeCodePoints',
        results: problems.map((problem) => resultOf(problem, codes)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

/** A rule is told by its code; the help is that of its first finding. */
function ruleOf(code: string, problems: readonly Problem[]): object {
  const first = problems.find((problem) => problem.code === code);
  return {
    id: code,
    name: code
      .toLowerCase()
      .split('_')
      .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
      .join(''),
    shortDescription: { text: code.replaceAll('_', ' ').toLowerCase() },
    ...(first?.hint === undefined ? {} : { help: { text: first.hint } }),
    defaultConfiguration: { level: first?.level ?? 'error' },
  };
}

function resultOf({ level, code, says, hint, place, effects = [] }: Problem, codes: readonly string[]): object {
  const [first, ...others] = [...(place === undefined ? [] : [place]), ...effects.flatMap((each) => each.place ?? [])];
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level,
    message: { text: hint === undefined ? says : `${says}\n${hint}` },
    locations: first === undefined ? [] : [locationOf(first)],
    ...(others.length === 0 ? {} : { relatedLocations: others.map((other, id) => ({ id, ...locationOf(other) })) }),
  };
}

function locationOf({ file, line, column, object, field }: Place): object {
  const name = [object === undefined ? '' : showObject(object), field ?? ''].filter(Boolean).join(' ');
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')).replace(/[?#]/g, encodeURIComponent) },
      ...(line === undefined
        ? {}
        : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
    },
    ...(name === '' ? {} : { logicalLocations: [{ fullyQualifiedName: name }] }),
  };
}
