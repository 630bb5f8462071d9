import { caughtFaults } from '../../errors/caught-faults.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import { showObject } from '../../model/place.ts';
import type { Plan, PlannedSecret } from '../../model/plan.ts';
import { objectName } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { RenderedSecret } from '../../model/secret.ts';
import type { Store } from '../../providers/provider.ts';
import { fetchAll } from '../fetch/fetch.ts';
import type { Offline } from '../fetch/offline.ts';
import { renderSecrets } from '../render-secrets.ts';

/** What rendering came to where no network is needed for it. */
export interface KnownRendering {
  /** Those that were rendered, or failed in their templates. */
  readonly rendered: ReadonlySet<ExternalSecret>;
  /** What was made of them, where nothing failed. */
  readonly made: readonly RenderedSecret[];
  /** Those of which nothing is made. */
  readonly nothing: ReadonlySet<ExternalSecret>;
  readonly faults: readonly EsrError[];
}

/**
 * Renders the ExternalSecrets whose values stand in the manifests themselves (fake stores, generators that ask nobody) or
 * were given, so that what would fail for them is found.
 *
 * @param offline - What answers for the stores (`--values`); then all of them can be rendered.
 */
export async function renderKnown(
  inventory: Inventory,
  plan: Plan<Store>,
  run: Run,
  offline?: Offline,
): Promise<KnownRendering> {
  const wanted = new Map([...plan.wanted].filter(([, planned]) => offline !== undefined || isKnown(planned)));
  if (wanted.size === 0) return { rendered: new Set(), made: [], nothing: new Set(), faults: [] };
  const generate = offline?.generate;
  const fetched = await fetchAll(
    { ...plan, ...used(plan, wanted), wanted },
    run,
    generate === undefined ? {} : { generate },
  );
  const known = { ...inventory, externalSecrets: [...wanted.keys()] };
  try {
    const results = await renderSecrets({ inventory: known, fetched, leftAlone: plan.leftAlone, run });
    const made = results.flatMap((result) => (result.form === 'secret' ? [result] : []));
    const nothing = new Set(results.flatMap(({ form, from }) => (form === 'nothing' ? [from] : [])));
    return { rendered: new Set(wanted.keys()), made, nothing, faults: [] };
  } catch (thrown) {
    const faults = caughtFaults(thrown);
    const failed = new Set(
      faults.filter(isBeforeTemplates).map(({ place }) => place?.object && showObject(place.object)),
    );
    const rendered = [...wanted.keys()].filter((each) => !failed.has(showObject(objectName(each))));
    return { rendered: new Set(rendered), made: [], nothing: new Set(), faults };
  }
}

/** Generators that ask nobody, and take no time. */
const needsNothing = new Set(['Fake', 'Password', 'UUID']);

function isKnown({ data, dataFrom }: PlannedSecret<Store>): boolean {
  const isFake = ({ client }: { readonly client: { readonly provider: string } }) => client.provider === 'fake';
  return (
    data.every(isFake) &&
    dataFrom.every((source) => {
      if (source.from === 'nothing') return true;
      return source.from === 'generator' ? needsNothing.has(source.generator.kind) : isFake(source);
    })
  );
}

function used(plan: Plan<Store>, wanted: Plan<Store>['wanted']): Pick<Plan<Store>, 'clients' | 'generators'> {
  const sources = [...wanted.values()].flatMap(({ data, dataFrom }) => [...data, ...dataFrom]);
  const clients = new Set(sources.map((source) => ('client' in source ? source.client : undefined)));
  const generators = new Set(sources.map((source) => ('generator' in source ? source.generator : undefined)));
  return {
    clients: plan.clients.filter((client) => clients.has(client)),
    generators: plan.generators.filter((generator) => generators.has(generator)),
  };
}

function isBeforeTemplates({ code }: EsrError): boolean {
  return !code.startsWith('TEMPLATE_') && !code.startsWith('SECRET_');
}
