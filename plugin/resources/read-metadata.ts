import { documentError } from '../errors/document.ts';
import { manifestError } from '../errors/manifest.ts';
import { nearest } from '../errors/nearest.ts';
import type { Json, JsonObject } from '../model/document.ts';
import type { Metadata } from '../model/resource.ts';
import { fieldPath } from './field-path.ts';
import type { Kind } from './kind.ts';
import { finalizerFault, isAnnotationKey, isLabelKey, isLabelValue } from './metadata-syntax.ts';
import type { Report } from './problem.ts';
import { textForms } from './schemas/text-forms.ts';
import { showType } from './show-type.ts';

const members = [
  'annotations',
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generateName',
  'generation',
  'labels',
  'managedFields',
  'name',
  'namespace',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
];
const maxAnnotationBytes = 256 * 1024;

/**
 * Reads `metadata` as the API server does.
 *
 * @remarks k8s.io/apimachinery pkg/api/validation/objectmeta.go; text fields take no other type, null means absent.
 *
 * @param namespace - The namespace of documents that name none.
 */
export function readMetadata(value: JsonObject, kind: Kind, namespace: string, report: Report): Metadata {
  const metadata = objectAt(value, 'metadata', report);
  for (const name of Object.keys(metadata)) {
    if (members.includes(name)) continue;
    const meant = nearest(name, members);
    report.warn({
      code: 'UNKNOWN_FIELD',
      says: `unknown field metadata.${name} is ignored, as the API server ignores it`,
      ...(meant === undefined ? {} : { hint: `did you mean "${meant}"?` }),
      place: report.place(fieldPath('metadata', name), 'key'),
    });
  }
  const name = readName(metadata, namesItsTarget(value, kind), report);
  checkFinalizers(metadata, report);
  const own = textAt(metadata, 'namespace', report);
  // What is cluster-wide loses its namespace, whatever it is.
  if (kind.scope === 'namespaced' && own) checkForm('metadata.namespace', own, 'DNS1123label', report);
  return {
    name,
    ...(kind.scope === 'cluster' ? {} : { namespace: own === undefined || own === '' ? namespace : own }),
    labels: readLabels(metadata, report),
    annotations: readAnnotations(metadata, report),
  };
}

/** A name that the server would complete (`generateName`) is enough where nothing is made under it. */
function readName(metadata: JsonObject, isEnough: boolean, report: Report): string {
  const name = textAt(metadata, 'name', report);
  const prefix = textAt(metadata, 'generateName', report);
  // A dash at the end, and the byte before it, is let through: the server adds letters and digits to it.
  if (prefix) checkForm('metadata.generateName', prefix, 'DNS1123sub', report, prefix.replace(/[ -~]-$/, 'a'));
  if (name !== undefined && name !== '') {
    checkForm('metadata.name', name, 'DNS1123sub', report);
    return name;
  }
  if (!prefix || !isEnough) {
    report.problem(documentError(prefix ? 'NAME_GENERATED' : 'NAME_MISSING', {}, report.place('metadata')));
  }
  return prefix ?? '';
}

/** Whether it is an ExternalSecret that says what its Secret is called. */
function namesItsTarget({ spec }: JsonObject, { role }: Kind): boolean {
  const { target } = Object(spec) as JsonObject;
  const { name } = Object(target) as JsonObject;
  return role === 'externalSecret' && typeof name === 'string' && name !== '';
}

function checkForm(
  field: string,
  value: string,
  form: 'DNS1123sub' | 'DNS1123label',
  report: Report,
  checked = value,
): void {
  const { pattern, maxLength, says } = textForms[form];
  if (checked.length <= maxLength && new RegExp(pattern).test(checked)) return;
  report.problem(documentError('FIELD_FORM', { field, value, form: says }, report.place(field)));
}

function readLabels(metadata: JsonObject, report: Report): Readonly<Record<string, string>> {
  const labels = textMapAt(metadata, 'labels', report);
  for (const [key, value] of Object.entries(labels)) {
    const at = () => report.place(fieldPath('metadata.labels', key));
    if (!isLabelKey(key)) report.problem(manifestError('METADATA_KEY', { what: 'label', key }, at()));
    if (!isLabelValue(value)) report.problem(manifestError('LABEL_VALUE', { key }, at()));
  }
  return labels;
}

function readAnnotations(metadata: JsonObject, report: Report): Readonly<Record<string, string>> {
  const annotations = textMapAt(metadata, 'annotations', report);
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
    if (isAnnotationKey(key)) continue;
    const at = report.place(fieldPath('metadata.annotations', key));
    report.problem(manifestError('METADATA_KEY', { what: 'annotation', key }, at));
  }
  if (bytes > maxAnnotationBytes) {
    report.problem(manifestError('ANNOTATIONS_SIZE', { bytes }, report.place('metadata.annotations')));
  }
  return annotations;
}

function checkFinalizers(metadata: JsonObject, report: Report): void {
  const value = memberOf(metadata, 'finalizers') ?? [];
  if (!Array.isArray(value)) {
    refuse(value, 'a list', 'metadata.finalizers', report);
    return;
  }
  const names = value.filter((name): name is string => typeof name === 'string');
  for (const [index, name] of (value as readonly Json[]).entries()) {
    const field = `metadata.finalizers[${index}]`;
    if (typeof name !== 'string') {
      refuse(name, 'a string', field, report);
      continue;
    }
    const why = finalizerFault(name, names, false);
    if (why !== undefined) report.problem(manifestError('FINALIZER', { name, why }, report.place(field)));
  }
}

function objectAt(holder: JsonObject, name: string, report: Report, parent = ''): JsonObject {
  const value = memberOf(holder, name);
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as JsonObject;
  refuse(value, 'an object', fieldPath(parent, name), report);
  return {};
}

function textAt(metadata: JsonObject, name: string, report: Report): string | undefined {
  const value = memberOf(metadata, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  refuse(value, 'a string', `metadata.${name}`, report);
  return undefined;
}

function textMapAt(metadata: JsonObject, name: string, report: Report): Readonly<Record<string, string>> {
  const entries = new Map<string, string>();
  for (const [key, value] of Object.entries(objectAt(metadata, name, report, 'metadata'))) {
    // A null is read as the empty text, as Go's JSON reader leaves it.
    if (typeof value === 'string' || value === null) entries.set(key, value ?? '');
    else refuse(value, 'a string', fieldPath(`metadata.${name}`, key), report);
  }
  return Object.fromEntries(entries);
}

function memberOf(holder: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(holder, name) ? holder[name] : undefined;
}

function refuse(value: Json, wants: string, field: string, report: Report): void {
  report.problem(documentError('FIELD_TYPE', { field, wants, is: showType(value) }, report.place(field)));
}
