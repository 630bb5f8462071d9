import { type Place, showObject } from '../../model/place.ts';
import type { Problem } from '../problem.ts';
import type { Report } from './report.ts';

// Workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions

/** For GitHub Actions: an annotation on each line. */
export const github: Report = ({ problems }) => problems.map(annotation).join('');

function annotation({ level, code, says, hint, place, effects = [] }: Problem): string {
  const at = place ?? effects[0]?.place;
  const subject = [at?.object === undefined ? '' : showObject(at.object), at?.field ?? ''].filter(Boolean).join(', ');
  const lines = [
    subject === '' ? says : `${subject}: ${says}`,
    ...effects.map(
      (effect) => `for ${effect.subject}${effect.place === undefined ? '' : ` at ${lineOf(effect.place)}`}`,
    ),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
  ];
  const properties = { ...position(at), title: code };
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${level} ${listed.join(',')}::${data(lines.join('\n'))}\n`;
}

function position(place: Place | undefined): Readonly<Record<string, string | number>> {
  // Standard input and what a tool printed are no files of the repository.
  if (place === undefined || /[<>]|^(?:kustomize|kubectl|helm) /.test(place.file)) return {};
  return {
    file: place.file,
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(place.column === undefined ? {} : { col: place.column }),
  };
}

function lineOf({ file, line }: Place): string {
  return line === undefined ? file : `${file}:${line}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
