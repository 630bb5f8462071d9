import { faultsOf } from '../../errors/esr-error.ts';
import type { Bytes } from '../../go/byte-string.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Resource } from '../../model/resource.ts';
import { locateTemplate } from '../../resources/locate-template.ts';
import { breathe } from '../breathe.ts';
import { executionOf } from '../execution.ts';
import type { TemplateContext } from './template-context.ts';

/** A template's text and where it stands. */
export interface TemplateText {
  readonly text: Bytes;
  /** The name it runs under: the key it makes. */
  readonly name: string;
  /** The ExternalSecret's field that it is, or that leads to it. */
  readonly field: string;
  /** The ConfigMap or Secret that holds the text, and the field there. */
  readonly holder?: { readonly resource: Resource<unknown>; readonly field: string };
}

/** Runs one template of an ExternalSecret; its errors point into the manifest. */
export async function renderField(
  externalSecret: ExternalSecret,
  template: TemplateText,
  dot: ReadonlyMap<Bytes, Bytes>,
  { engine, run }: TemplateContext,
): Promise<Bytes> {
  const { namespace = '', name } = externalSecret.metadata;
  try {
    await breathe(run);
    const compiled = await engine.compile(template.text, template.name);
    return compiled.execute(dot, executionOf(run, `template ${namespace}/${name} ${template.field}`));
  } catch (thrown) {
    const fault = faultsOf(thrown)?.[0];
    if (fault === undefined) throw thrown;
    throw locateTemplate(fault, externalSecret, template.field, template.holder);
  }
}
