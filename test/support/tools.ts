import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const folders = [process.env['ESR_TOOLS'] ?? '', ...(process.env['PATH'] ?? '').split(path.delimiter)];

/** The path of a real tool, in the folder that `ESR_TOOLS` names or on the PATH; `undefined` when it is not there. */
export function toolPath(name: string): string | undefined {
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .find(isProgram);
}

/** Describes tests that need real tools; without them they are counted as still to do, not as passed. */
export function describeWith(tools: readonly string[], name: string, tests: () => void): void {
  const missing = tools.filter((tool) => toolPath(tool) === undefined);
  if (missing.length === 0) describe(name, tests);
  else describe(name, () => test.todo(`needs ${missing.join(' and ')}`));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
