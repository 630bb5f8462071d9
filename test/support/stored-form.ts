import type { JsonObject } from '../../plugin/model/document.ts';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * A Secret as the API server stores and returns it, without what only a server can know (uid, resourceVersion, times).
 *
 * @remarks
 * k8s.io/api/core/v1 types.go and pkg/apis/core/v1 defaults and conversion: fields of other names are dropped, `stringData`
 * is written over `data`, bytes are decoded and encoded again, `type` is Opaque when it is absent, what is empty is left out.
 */
export function storedForm({ apiVersion, kind, metadata, type, immutable, data, stringData }: JsonObject): JsonObject {
  const bytes = new Map(Object.entries(Object(data) as object).map(([key, value]) => [key, decoded(value)] as const));
  for (const [key, value] of Object.entries(Object(stringData) as object)) bytes.set(key, Buffer.from(text(value)));
  const values = [...bytes].map(([key, value]) => [key, value.toString('base64')]);
  return withoutEmpty({
    apiVersion: apiVersion ?? null,
    kind: kind ?? null,
    metadata: storedMetadata(Object(metadata) as JsonObject),
    type: type ?? 'Opaque',
    immutable: immutable ?? null,
    data: Object.fromEntries(values),
  });
}

function storedMetadata({ name, namespace, labels, annotations, finalizers }: JsonObject): JsonObject {
  return withoutEmpty({
    name: text(name),
    namespace: namespace === undefined ? null : text(namespace),
    labels: texts(labels),
    annotations: texts(annotations),
    finalizers: Array.isArray(finalizers) ? finalizers : null,
  });
}

function texts(value: unknown): JsonObject {
  return Object.fromEntries(Object.entries(Object(value) as object).map(([key, each]) => [key, text(each)]));
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`the API server wants text, not ${typeof value}`);
  return value;
}

function decoded(value: unknown): Buffer {
  if (!base64.test(text(value))) throw new Error('the API server wants base64');
  return Buffer.from(text(value), 'base64');
}

function withoutEmpty(fields: JsonObject): JsonObject {
  const isEmpty = (value: unknown) =>
    value === null || (typeof value === 'object' && Object.keys(value as object).length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}
