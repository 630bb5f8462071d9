import type { Resource } from '../model/resource.ts';
import type { Application } from '../model/run.ts';

const trackingId = 'argocd.argoproj.io/tracking-id';

/**
 * Whether an object of the cluster belongs to the application.
 *
 * @remarks
 * The cluster that is asked is the one of the platform configuration, and Argo CD does not say which one an application
 * goes to: a namespace of the same name may be somebody else's. What Argo CD wrote for an application says so in an
 * annotation, `NAME:GROUP/KIND:NAMESPACE/NAME`. The label of older versions is no proof, since charts set it as well.
 *
 * @returns True outside of Argo CD: there whoever runs the program is who reads.
 */
export function belongsTo({ metadata }: Pick<Resource, 'metadata'>, { name }: Application): boolean {
  if (name === undefined) return true;
  const { annotations, namespace = '' } = metadata;
  const id = Object.hasOwn(annotations, trackingId) ? annotations[trackingId] : undefined;
  const [owner, , object] = id?.split(':') ?? [];
  return owner === name && (object ?? '').startsWith(`${namespace}/`);
}
