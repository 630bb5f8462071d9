import type { Engine } from '../engines/engine.ts';
import { mapAllAsync } from '../errors/map-all-async.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import type { FetchedAll } from '../model/fetched.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Run } from '../model/run.ts';
import type { Rendered, RenderedSecret } from '../model/secret.ts';
import { assemble } from './assemble/assemble.ts';
import type { AskObject } from './cluster-objects.ts';
import { engineFor } from './engine-for.ts';
import { lazyEngine } from './lazy-engine.ts';
import { mergesInto } from './merges-into.ts';
import { buildSecret } from './template/build-secret.ts';
import { buildObject } from './template/generic-target.ts';
import { refuseGenericTarget } from './template/refuse-generic-target.ts';
import { templateFinder } from './template-finder.ts';

/** What all ExternalSecrets of a run are rendered with. */
export interface RenderContext {
  readonly inventory: Inventory;
  readonly fetched: FetchedAll;
  /** ExternalSecrets of another controller, and why. */
  readonly leftAlone: ReadonlyMap<ExternalSecret, string>;
  readonly run: Run;
  /** Asks the cluster for what `templateFrom` names and nobody else has. */
  readonly askCluster?: AskObject | undefined;
}

/**
 * Runs assemble and template for every ExternalSecret.
 *
 * @remarks A template may read a Secret that another ExternalSecret makes; that one is then rendered first.
 *
 * @returns One answer for each, in document order.
 * @throws EsrErrors with what went wrong in all of them.
 */
export async function renderSecrets(context: RenderContext): Promise<readonly Rendered[]> {
  const { externalSecrets } = context.inventory;
  const makers = byTarget(externalSecrets);
  const rendered = new Map<ExternalSecret, Promise<Rendered>>();
  const render = (externalSecret: ExternalSecret, waiting: ReadonlySet<ExternalSecret>): Promise<Rendered> => {
    const present = rendered.get(externalSecret);
    if (present !== undefined) return present;
    const chain = new Set([...waiting, externalSecret]);
    const needed = secretsReadBy(externalSecret).flatMap((target) => makers.get(target) ?? []);
    const work = (async () => {
      const made = await mapAllAsync(
        // One that reads its own target, or in a circle, finds what the manifests hold.
        needed.filter((other) => !chain.has(other)),
        (other) => render(other, chain).catch(() => undefined),
      );
      return renderOne(
        externalSecret,
        made.flatMap((one) => (one?.form === 'secret' ? [one] : [])),
        context,
      );
    })();
    rendered.set(externalSecret, work);
    return work;
  };
  return mapAllAsync(externalSecrets, (externalSecret) => render(externalSecret, new Set()));
}

async function renderOne(
  externalSecret: ExternalSecret,
  made: readonly RenderedSecret[],
  { inventory, fetched, leftAlone, run, askCluster }: RenderContext,
): Promise<Rendered> {
  const why = leftAlone.get(externalSecret);
  if (why !== undefined) return { form: 'untouched', why, from: externalSecret };
  const values = fetched.get(externalSecret);
  if (values === undefined) return { form: 'untouched', why: 'another controller', from: externalSecret };
  const { creationPolicy, manifest } = externalSecret.spec.target;
  // The operator asks before it looks at any value, and whatever is written.
  if (manifest !== undefined) refuseGenericTarget(externalSecret, run);
  const assembled = await assemble(externalSecret, values, { run, engine: goTemplates });
  if (assembled.kind === 'empty') return { form: 'nothing', why: assembled.why, from: externalSecret };
  for (const value of assembled.data.values()) run.conceal(value.reveal());
  if (creationPolicy === 'None') return { form: 'nothing', why: 'creationPolicy None', from: externalSecret };
  const find = await templateFinder(externalSecret, { inventory, made, askCluster });
  const context = { run, engine: engineFor(externalSecret, run), find };
  return manifest === undefined
    ? buildSecret(externalSecret, assembled.data, context)
    : buildObject(externalSecret, assembled.data, context);
}

// `rewrite.transform` is the operator's: it is always a Go template.
const goTemplates: Engine = lazyEngine('gotemplate');

/** ExternalSecrets by what they write; who makes a Secret stands before those who merge into it. */
function byTarget(externalSecrets: readonly ExternalSecret[]): ReadonlyMap<string, readonly ExternalSecret[]> {
  const makers = new Map<string, ExternalSecret[]>();
  for (const externalSecret of externalSecrets.toSorted((a, b) => Number(mergesInto(a)) - Number(mergesInto(b)))) {
    const target = targetOf(externalSecret);
    makers.set(target, [...(makers.get(target) ?? []), externalSecret]);
  }
  return makers;
}

function targetOf({ metadata, spec }: ExternalSecret): string {
  return JSON.stringify([metadata.namespace, spec.target.name ?? metadata.name]);
}

function secretsReadBy({ metadata, spec }: ExternalSecret): readonly string[] {
  const entries = spec.target.template?.templateFrom ?? [];
  return entries.flatMap(({ secret }) =>
    secret === undefined ? [] : JSON.stringify([metadata.namespace, secret.name]),
  );
}
