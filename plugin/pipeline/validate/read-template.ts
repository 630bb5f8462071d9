import { type InspectedTemplate, inspectTemplate } from '../../engines/gotemplate/inspect-template.ts';
import { type Bytes, bytesFromBuffer, bytesOf } from '../../go/byte-string.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Place } from '../../model/place.ts';
import type { Run } from '../../model/run.ts';
import { fieldPath } from '../../resources/field-path.ts';
import { type TemplateHolder, templatePlace } from '../../resources/template-place.ts';
import { objectValue } from '../../trust/object-value.ts';
import { type OwnTemplate, templateTexts } from '../template-texts.ts';

/** A template, and what its text tells. */
export interface ReadTemplate extends InspectedTemplate {
  /** `data`: it makes one key; `map`: keys and values; the others as their names say. */
  readonly use: OwnTemplate['use'] | 'map';
  /** The key that it makes. */
  readonly name: string;
  readonly text: string;
  readonly field: string;
  /** Where a byte of it stands. */
  place(at: number): Place;
}

const annotation = 'external-secrets-render.dev/engine';

/** Reads the Go templates of an ExternalSecret, those that stand in a ConfigMap of the inventory too. */
export function readTemplates(
  externalSecret: ExternalSecret,
  inventory: Pick<Inventory, 'find'>,
  { config }: Pick<Run, 'config'>,
): readonly ReadTemplate[] {
  const engine = externalSecret.metadata.annotations[annotation] ?? config.engine;
  const own = templateTexts(externalSecret).filter(({ use }) => engine === 'gotemplate' || use === 'transform');
  const read = own.flatMap(({ use, name, text, field }) =>
    readOne(externalSecret, { use, name, field }, bytesOf(text)),
  );
  return engine === 'gotemplate' ? [...read, ...fromConfigMaps(externalSecret, inventory)] : read;
}

function readOne(
  externalSecret: ExternalSecret,
  template: Pick<ReadTemplate, 'use' | 'name' | 'field'>,
  text: Bytes,
  holder?: TemplateHolder,
): readonly ReadTemplate[] {
  const inspected = inspectTemplate(text);
  if (inspected === undefined) return [];
  const place = (at: number) => templatePlace(inspected.position(at), externalSecret, template.field, holder);
  return [{ ...inspected, ...template, text, place }];
}

function fromConfigMaps(externalSecret: ExternalSecret, inventory: Pick<Inventory, 'find'>): readonly ReadTemplate[] {
  const { namespace = '' } = externalSecret.metadata;
  return (externalSecret.spec.target.template?.templateFrom ?? []).flatMap(({ configMap, target }, index) => {
    if (configMap === undefined) return [];
    const found = inventory.find({ kind: 'ConfigMap', namespace, name: configMap.name });
    if (!('resource' in found)) return [];
    const { resource } = found;
    return configMap.items.flatMap(({ key, templateAs }, item) => {
      const bytes = objectValue('ConfigMap', { ...resource.raw, binaryData: {} }, key);
      const field = `spec.target.template.templateFrom[${index}].configMap.items[${item}]`;
      const use = templateAs === 'Values' && target.toLowerCase() === 'data' ? 'data' : 'map';
      const holder = { resource, field: fieldPath('data', key) };
      return bytes === undefined
        ? []
        : readOne(externalSecret, { use, name: key, field }, bytesFromBuffer(bytes), holder);
    });
  });
}
