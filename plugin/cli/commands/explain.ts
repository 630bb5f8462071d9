import { nearest } from '../../errors/nearest.ts';
import { usageError } from '../../errors/usage.ts';
import type { DescribedKind } from '../../resources/describe-kind.ts';
import type { Schema } from '../../resources/schema.ts';
import type { Command, CommandResult } from '../command.ts';
import { explainText } from '../explain-text.ts';
import { explainedKind, explainedKinds } from '../explained-kinds.ts';
import { styleFor } from '../screen/style-for.ts';
import { wrap } from '../screen/wrap.ts';

/** `esr explain`: what a field is for, from the tables that documents are read by. */
export const command: Command = {
  name: 'explain',
  summary: 'Explains a field: what it is for, what it takes, its default, and what esr does with it.',
  operands: '[KIND[.FIELD...]]',
  maxOperands: 1,
  operandWords: explainedKinds(),
  flags: [],
  details: 'A field is written like ExternalSecret.spec.data.remoteRef.key; without one the kinds are listed.',
  examples: [
    { words: 'esr explain ExternalSecret.spec.target.deletionPolicy', does: 'one field' },
    { words: 'esr explain ClusterSecretStore.spec.provider.vault', does: 'the fields of a provider' },
  ],

  async run({ operands, terminal }): Promise<CommandResult> {
    const style = styleFor(terminal, 'out');
    const [wanted] = operands;
    if (wanted === undefined) {
      const rows = explainedKinds().map((name) => `  ${style.bold(name)}  ${explainedKind(name)?.about ?? ''}`);
      const lines = rows.map((row) => `${wrap(row, style.columns, '      ')}\n`);
      return { out: [Buffer.from(`kinds:\n${lines.join('')}`)], status: 0 };
    }
    const [name = '', ...fields] = wanted.replaceAll(/\[\d*\]/g, '').split('.');
    const kind = explainedKind(name);
    if (kind === undefined) {
      const meant = nearest(name, explainedKinds());
      throw usageError('EXPLAIN_UNKNOWN', { path: wanted, why: `there is no kind "${name}"`, nearest: meant });
    }
    const found = fieldOf(kind, fields[0] === 'spec' ? fields.slice(1) : fields, wanted);
    const text = explainText(kind, found.path, found.schema, style);
    return { out: [Buffer.from(text)], status: 0 };
  },
};

/** Walks down; the items of a list are looked into without a word. */
function fieldOf(kind: DescribedKind, fields: readonly string[], wanted: string) {
  const about = kind.about;
  let schema: Schema = about === undefined ? kind.spec : { ...kind.spec, about };
  let path = fields.length === 0 ? kind.kind : `${kind.kind}.spec`;
  for (const name of fields) {
    const inside: Schema = schema.kind === 'list' ? schema.items : schema;
    const property: Schema | undefined = inside.kind === 'object' ? inside.properties.get(name) : undefined;
    if (property === undefined) {
      const known = inside.kind === 'object' ? [...inside.properties.keys()] : [];
      const meant = nearest(name, known);
      const why = known.length === 0 ? `there are no fields below ${path}` : `${path} has no field "${name}"`;
      const better = meant === undefined ? undefined : `${path}.${meant}`;
      throw usageError('EXPLAIN_UNKNOWN', { path: wanted, why, nearest: better });
    }
    schema = property;
    path = `${path}.${name}${property.kind === 'list' ? '[]' : ''}`;
  }
  return { schema, path };
}
