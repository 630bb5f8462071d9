import { describeKind } from '../../../plugin/resources/describe-kind.ts';
import { kindSchema } from '../../../plugin/resources/kind-schema.ts';
import { kinds } from '../../../plugin/resources/kinds.ts';

/** The JSON Schemas of all kinds, by file name. */
export function schemaPages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const kind of kinds.values()) {
    const described = kind.group === '' ? undefined : describeKind(kind);
    if (described === undefined) continue;
    const name = `${kind.kind.toLowerCase()}.schema.json`;
    const schema = kindSchema(described, `https://external-secrets-render.dev/schemas/${name}`);
    pages.set(`schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
  }
  return pages;
}
