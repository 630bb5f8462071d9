import { lintWords } from '../../../errors/lint.ts';
import { remark } from '../remark.ts';
import type { Rule } from '../rule.ts';

/** Keys that are fetched and that no template uses. */
export const droppedKeys: Rule = {
  codes: ['TEMPLATE_DROPS_KEY'],
  about:
    'As soon as a template makes data, the fetched keys are no longer part of the Secret, unless template.mergePolicy is Merge. Many expect the template to add to them.',
  *check({ secrets }) {
    for (const { externalSecret, templates } of secrets) {
      const { template, manifest } = externalSecret.spec.target;
      const makesData = Object.keys(template?.data ?? {}).length > 0 || (template?.templateFrom ?? []).length > 0;
      if (!makesData || template?.mergePolicy === 'Merge' || manifest !== undefined) continue;
      const made = Object.keys(template?.data ?? {}).length + (template?.templateFrom ?? []).length;
      // One that was not read may use any key.
      if (templates.some(({ isOpen }) => isOpen) || templates.length < made) continue;
      const used = new Set(templates.flatMap(({ keys }) => keys.map(({ key }) => key)));
      for (const [index, { secretKey }] of (externalSecret.spec.data ?? []).entries()) {
        if (used.has(secretKey) || Object.hasOwn(template?.data ?? {}, secretKey)) continue;
        const at = externalSecret.place(`spec.data[${index}].secretKey`);
        yield remark('TEMPLATE_DROPS_KEY', lintWords('TEMPLATE_DROPS_KEY', { key: secretKey }), at);
      }
    }
  },
};
