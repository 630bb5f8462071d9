import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Place } from '../../model/place.ts';
import type { PushSecret } from '../../model/push-secret.ts';

/**
 * An ExternalSecret that stands in for a PushSecret where generators are planned and templates run: both belong to
 * ExternalSecrets everywhere else.
 *
 * @remarks Its places are the PushSecret's. Templates add to the source, whatever their mergePolicy says.
 */
export function standIn(pushSecret: PushSecret): ExternalSecret {
  const { template, selector } = pushSecret.spec;
  return {
    ...pushSecret,
    spec: {
      target: {
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        ...(template === undefined ? {} : { template: { ...template, mergePolicy: 'Merge' } }),
      },
      ...(selector.generatorRef === undefined
        ? {}
        : { dataFrom: [{ sourceRef: { generatorRef: selector.generatorRef } }] }),
    },
    place: (field = '') => pushSecret.place(ownField(field)),
  };
}

/** A place that was told of the stand-in, with the PushSecret's own field. */
export function ownPlace(place: Place): Place {
  return place.field === undefined ? place : { ...place, field: ownField(place.field) };
}

function ownField(field: string): string {
  return field
    .replace(/^spec\.target\.template(?=$|[.[])/, 'spec.template')
    .replace(/^spec\.dataFrom\[0\]\.sourceRef\.generatorRef(?=$|[.[])/, 'spec.selector.generatorRef');
}
