import { textForms } from './schemas/text-forms.ts';

const namePart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const subdomain = new RegExp(textForms.DNS1123sub.pattern);

/** Whether a label may be called so: NAME or PREFIX/NAME. k8s.io/apimachinery util/validation, IsQualifiedName. */
export function isLabelKey(key: string): boolean {
  const [first = '', second, ...more] = key.split('/');
  if (more.length > 0) return false;
  const name = second ?? first;
  const hasGoodPrefix = second === undefined || (first.length <= 253 && subdomain.test(first));
  return hasGoodPrefix && name.length <= 63 && namePart.test(name);
}

/** Whether an annotation may be called so: as a label, but capitals are allowed in the prefix. */
export function isAnnotationKey(key: string): boolean {
  return isLabelKey(key.toLowerCase());
}

/** Whether a label may have this value. */
export function isLabelValue(value: string): boolean {
  return value.length <= 63 && (value === '' || namePart.test(value));
}

const orphan = 'orphan';
const foreground = 'foregroundDeletion';
const standard = new Set(['kubernetes', orphan, foreground]);

/**
 * Why the API server refuses one of an object's finalizers, or `undefined`.
 *
 * @remarks k8s.io/apimachinery pkg/api/validation/objectmeta.go; Kubernetes: pkg/apis/core/validation, which asks of its own
 * kinds that a name without a domain is a standard one.
 *
 * @param isCore - Whether the object is one of Kubernetes' own kinds.
 */
export function finalizerFault(name: string, all: readonly string[], isCore: boolean): string | undefined {
  if (!isLabelKey(name)) return 'its name is not valid';
  if (isCore && !name.includes('/') && !standard.has(name)) return 'it has no domain, and is no standard one';
  const isTorn = name === orphan && all.includes(foreground);
  return isTorn ? `${foreground} is there too, and they exclude each other` : undefined;
}
