import { nearest } from '../../errors/nearest.ts';
import { usageError } from '../../errors/usage.ts';
import { kindSchema } from '../../resources/kind-schema.ts';
import type { Command } from '../command.ts';
import { explainedKind, explainedKinds } from '../explained-kinds.ts';

/** `esr schema`: JSON Schemas for editors. */
export const command: Command = {
  name: 'schema',
  summary: 'Prints the JSON Schema of a kind, for editors.',
  operands: '[KIND]',
  maxOperands: 1,
  operandWords: explainedKinds(),
  flags: [],
  details: [
    'Without a kind they are listed. yaml-language-server takes one from a comment in the first line of a document:',
    '  # yaml-language-server: $schema=FILE',
  ].join('\n'),
  examples: [{ words: 'esr schema ExternalSecret > external-secret.schema.json', does: 'a schema for an editor' }],

  async run({ operands }) {
    const [name] = operands;
    if (name === undefined) {
      return {
        out: [
          Buffer.from(
            explainedKinds()
              .map((each) => `${each}\n`)
              .join(''),
          ),
        ],
        status: 0,
      };
    }
    const kind = explainedKind(name);
    if (kind === undefined) {
      const meant = nearest(name, explainedKinds());
      throw usageError('EXPLAIN_UNKNOWN', { path: name, why: 'there is no such kind', nearest: meant });
    }
    return { out: [Buffer.from(`${JSON.stringify(kindSchema(kind), null, 2)}\n`)], status: 0 };
  },
};
