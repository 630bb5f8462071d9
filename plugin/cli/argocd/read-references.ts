import { parameterError } from '../../errors/parameter.ts';

/**
 * Reads `ESR_REFS`: folders with value files of other repositories, `NAME=FOLDER` with commas between.
 *
 * @throws UsageError `PARAMETERS_SYNTAX`
 */
export function readReferences(text: string | undefined): ReadonlyMap<string, string> {
  const entries = (text ?? '').split(',').flatMap((entry) => entry.trim() || []);
  return new Map(
    entries.map((entry) => {
      const [, name, folder] = /^([^=/$]+)=(.+)$/.exec(entry) ?? [];
      if (name === undefined || folder === undefined) {
        throw parameterError('PARAMETERS_SYNTAX', { variable: 'ESR_REFS', wants: 'list of NAME=FOLDER' });
      }
      return [name, folder] as const;
    }),
  );
}
