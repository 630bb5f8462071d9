import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Plan } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import type { Store } from '../../providers/provider.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import { generatorOutputs } from './generator-outputs.ts';
import { knownSecrets } from './known-secrets.ts';
import { madeKeys } from './made-keys.ts';
import { readTemplates } from './read-template.ts';
import type { KnownRendering } from './render-known.ts';
import type { CheckedSecret, Subject } from './rule.ts';
import { type PushesToCheck, takePushes } from './take-pushes.ts';

/** What the stages came to. */
export interface Staged {
  readonly inventory: Inventory;
  /** Absent where planning could not go on to its end. */
  readonly plan?: Plan<Store> | undefined;
  readonly pushes?: PushesToCheck | undefined;
  /** What was rendered without a network. */
  readonly known?: KnownRendering | undefined;
}

/** Puts together what rules look at. */
export async function takeSubject({ inventory, plan, pushes, known }: Staged, run: Run): Promise<Subject> {
  const ours = inventory.externalSecrets.filter((each) => plan?.leftAlone.has(each) !== true);
  const rendered = new Map((known?.made ?? []).map((secret) => [secret.from, secret]));
  const secrets = await Promise.all(
    ours.map(async (externalSecret): Promise<CheckedSecret> => {
      const keys = await keysOf(externalSecret, plan);
      const secret = rendered.get(externalSecret);
      const made = secret === undefined ? madeKeys(externalSecret, keys) : new Set(secret.data.keys());
      return {
        externalSecret,
        templates: readTemplates(externalSecret, inventory, run),
        ...(keys === undefined ? {} : { keys }),
        ...(made === undefined ? {} : { madeKeys: made }),
        ...(known?.nothing.has(externalSecret) === true ? { makesNothing: true } : {}),
        isRendered: known?.rendered.has(externalSecret) === true,
      };
    }),
  );
  const others = plan?.leftAlone ?? new Map<ExternalSecret, string>();
  const there = knownSecrets({
    inventory,
    made: secrets.filter((one) => one.makesNothing !== true),
    others,
    unnamed: defaultNamespace(run),
  });
  return {
    inventory,
    ...(plan === undefined ? {} : { plan }),
    ...{ run, secrets },
    pushes: pushes === undefined ? [] : await takePushes(pushes, { inventory, secrets: there, run }),
  };
}

/** The keys that are fetched, where the manifest alone tells them. */
async function keysOf(
  externalSecret: ExternalSecret,
  plan: Plan<Store> | undefined,
): Promise<ReadonlySet<string> | undefined> {
  const { data = [], dataFrom = [] } = externalSecret.spec;
  const keys = data.map(({ secretKey }) => secretKey);
  if (dataFrom.length === 0) return new Set(keys);
  const planned = plan?.wanted.get(externalSecret)?.dataFrom;
  if (planned === undefined || dataFrom.some(({ rewrite = [] }) => rewrite.length > 0)) return undefined;
  for (const source of planned) {
    const outputs = source.from === 'generator' ? await generatorOutputs(source.generator) : undefined;
    if (outputs === undefined) return undefined;
    keys.push(...outputs);
  }
  return new Set(keys);
}
