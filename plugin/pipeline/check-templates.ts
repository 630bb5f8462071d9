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
 * Parses every template of an ExternalSecret without running any.
 *
 * @throws EsrErrors with the faults of all of them, where they stand.
 */
export async function checkTemplates(externalSecret: ExternalSecret, run: Run): Promise<void> {
  const own = engineFor(externalSecret, run);
  await mapAllAsync(templateTexts(externalSecret), async ({ text, name, field, use }) => {
    try {
      await (use === 'transform' ? lazyEngine('gotemplate') : own).compile(bytesOf(text), name);
    } catch (thrown) {
      const fault = faultsOf(thrown)?.[0];
      throw fault === undefined ? thrown : locateTemplate(fault, externalSecret, field);
    }
  });
}
