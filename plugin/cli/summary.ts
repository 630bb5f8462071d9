import { showObject } from '../model/place.ts';
import { objectName } from '../model/resource.ts';
import type { Rendered } from '../model/secret.ts';
import { table } from './table.ts';

/** The table of what a run made: one row an ExternalSecret, no value in it. */
export function summary(rendered: readonly Rendered[]): string {
  if (rendered.length === 0) return 'no ExternalSecret in the input\n';
  return table(['FROM', 'MAKES', 'TYPE', 'KEYS', 'BYTES'], rendered.map(row));
}

function row(result: Rendered): readonly string[] {
  const from = showObject(objectName(result.from));
  switch (result.form) {
    case 'secret': {
      const bytes = [...result.data.values()].reduce((sum, value) => sum + value.length, 0);
      const keys = [...result.data.keys()].sort().join(',');
      return [from, `Secret ${result.name}`, result.type, keys, String(bytes)];
    }
    case 'object': {
      const { kind = '', apiVersion = '' } = result.from.spec.target.manifest ?? {};
      return [from, `${kind} ${result.from.spec.target.name ?? result.from.metadata.name}`, apiVersion, '', ''];
    }
    default:
      return [from, result.form === 'nothing' ? 'nothing' : 'left as it is', result.why, '', ''];
  }
}
