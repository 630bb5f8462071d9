import { faultsOf } from '../errors/esr-error.ts';
import { mapAllAsync } from '../errors/map-all-async.ts';
import { bytesOf } from '../go/byte-string.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import type { Run } from '../model/run.ts';
import { locateTemplate } from '../resources/locate-template.ts';
import { engineFor } from './engine-for.ts';
import { lazyEngine } from './lazy-engine.ts';
import { templateTexts } from './template-texts.ts';

/**
 * Parses every template that an ExternalSecret has run, without running any: with `creationPolicy: None` those are the
 * ones of its rewrites.
 *
 * @throws EsrErrors with the faults of all of them, where they stand.
 */
export async function checkTemplates(externalSecret: ExternalSecret, run: Run): Promise<void> {
  const own = engineFor(externalSecret, run);
  const writes = externalSecret.spec.target.creationPolicy !== 'None';
  const texts = templateTexts(externalSecret).filter(({ use }) => writes || use === 'transform');
  await mapAllAsync(texts, async ({ text, name, field, use, about }) => {
    try {
      await (use === 'transform' ? lazyEngine('gotemplate') : own).compile(bytesOf(text), name);
    } catch (thrown) {
      const fault = faultsOf(thrown)?.[0];
      if (fault === undefined) throw thrown;
      const located = locateTemplate(fault, externalSecret, field);
      throw about === undefined ? located : located.concerning(about, located.place ?? externalSecret.place(field));
    }
  });
}
