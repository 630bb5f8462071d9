import { caughtFaults } from '../errors/caught-faults.ts';
import { throwAll } from '../errors/map-all.ts';
import type { PushSource } from '../model/push.ts';
import type { PushSecret } from '../model/push-secret.ts';
import type { Run } from '../model/run.ts';
import { engineFor } from './engine-for.ts';
import { ownFault } from './push/own-fault.ts';
import { standIn } from './push/stand-in.ts';
import { applyTemplate } from './template/apply-template.ts';
import { type TemplatePlaces, templateFinder } from './template-finder.ts';

/**
 * The Secret that is pushed, after the PushSecret's template.
 *
 * @remarks
 * ESO: `pushsecret_controller_template.go`. What templates make is added to the source; its type is the
 * template's, even where that names none.
 *
 * @throws EsrErrors with the faults of all templates.
 */
export async function applyPushTemplate(
  pushSecret: PushSecret,
  source: PushSource,
  places: TemplatePlaces,
  run: Run,
): Promise<PushSource> {
  const { template } = pushSecret.spec;
  if (template === undefined) return source;
  const own = standIn(pushSecret);
  const { labels, annotations } = template.metadata ?? {};
  const draft = {
    data: new Map(source.data),
    labels: new Map(Object.entries({ ...source.labels, ...labels })),
    annotations: new Map(Object.entries({ ...source.annotations, ...annotations })),
  };
  try {
    const context = { run, engine: engineFor(own, run), find: await templateFinder(own, places) };
    await applyTemplate(own, source.data, draft, context);
  } catch (thrown) {
    const faults = caughtFaults(thrown);
    throwAll(faults.map(ownFault));
  }
  return {
    ...source,
    type: template.type ?? '',
    labels: Object.fromEntries(draft.labels),
    annotations: Object.fromEntries(draft.annotations),
    data: draft.data,
  };
}
