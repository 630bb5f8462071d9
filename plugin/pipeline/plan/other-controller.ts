import type { JsonObject } from '../../model/document.ts';
import type { ExternalSecret, SourceRef } from '../../model/external-secret.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import type { Books } from './books.ts';

/**
 * Why an ExternalSecret is another controller's: one of its stores or generators names another controller class.
 *
 * @remarks
 * ESO: `pkg/controllers/externalsecret/externalsecret_controller.go`, `shouldSkipUnmanagedStore`. The operator
 * overlooks SecretStores that are named after a ClusterSecretStore: a slip, which is not copied.
 */
export function otherController(externalSecret: ExternalSecret, books: Books, run: Run): string | undefined {
  const { controllerClass } = run.config;
  const { spec, metadata } = externalSecret;
  const namespace = metadata.namespace ?? defaultNamespace(run);
  const sources: readonly (SourceRef | undefined)[] = [
    { ...(spec.secretStoreRef === undefined ? {} : { storeRef: spec.secretStoreRef }) },
    ...(spec.data ?? []).map(({ sourceRef }) => sourceRef),
    ...(spec.dataFrom ?? []).map(({ sourceRef }) => sourceRef),
  ];
  for (const source of sources) {
    const { storeRef, generatorRef } = source ?? {};
    const store = storeRef === undefined ? undefined : books.stores.find(storeRef, namespace);
    const generator = generatorRef === undefined ? undefined : books.generators.find(generatorRef, namespace);
    const { controller } = ((store ?? innermost(generator))?.spec as { controller?: string } | undefined) ?? {};
    if (controller !== undefined && controller !== '' && controller !== controllerClass) {
      const { kind, name } = { ...storeRef, ...generatorRef };
      return `${kind ?? 'SecretStore'} "${name}" belongs to controller class "${controller}"`;
    }
  }
  return undefined;
}

/** The generator inside a ClusterGenerator, whose spec says whose it is. */
function innermost(generator: Resource | undefined): Pick<Resource, 'spec'> | undefined {
  if (generator?.kind !== 'ClusterGenerator') return generator;
  const [spec] = Object.values(Object(generator.spec['generator']) as Record<string, JsonObject>);
  return { spec: Object(spec) as JsonObject };
}
