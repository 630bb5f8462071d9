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
