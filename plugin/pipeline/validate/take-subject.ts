import type { Generator } from '../../generators/generator.ts';
import { generators } from '../../generators/registry.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Plan, PlannedGenerator } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import type { Store } from '../../providers/provider.ts';
import { readTemplates } from './read-template.ts';
import type { CheckedSecret, Subject } from './rule.ts';

/** Puts together what rules look at. */
export async function takeSubject(
  inventory: Inventory,
  plan: Plan<Store> | undefined,
  rendered: ReadonlySet<ExternalSecret>,
  run: Run,
): Promise<Subject> {
  const ours = inventory.externalSecrets.filter((each) => plan?.leftAlone.has(each) !== true);
  const secrets = await Promise.all(
    ours.map(async (externalSecret): Promise<CheckedSecret> => {
      const keys = await keysOf(externalSecret, plan);
      return {
        externalSecret,
        templates: readTemplates(externalSecret, inventory, run),
        ...(keys === undefined ? {} : { keys }),
        isRendered: rendered.has(externalSecret),
      };
    }),
  );
  return { inventory, ...(plan === undefined ? {} : { plan }), run, secrets };
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
    const outputs = source.from === 'generator' ? await outputsOf(source.generator) : undefined;
    if (outputs === undefined) return undefined;
    keys.push(...outputs);
  }
  return new Set(keys);
}

async function outputsOf({ kind, spec }: PlannedGenerator): Promise<readonly string[] | undefined> {
  const registry: Readonly<Record<string, () => Promise<{ readonly generator: Generator }>>> = generators;
  const generator = Object.hasOwn(registry, kind) ? (await registry[kind]?.())?.generator : undefined;
  return generator?.outputs?.(spec);
}
