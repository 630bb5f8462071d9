import type { Rule } from './rule.ts';
import { base64Twice } from './rules/base64-twice.ts';
import { deletionSurprises } from './rules/deletion-surprises.ts';
import { droppedKeys } from './rules/dropped-keys.ts';
import { findFullKeys } from './rules/find-full-keys.ts';
import { floatNumbers } from './rules/float-numbers.ts';
import { genericTargets } from './rules/generic-targets.ts';
import { immutableRefresh } from './rules/immutable-refresh.ts';
import { keySlips } from './rules/key-slips.ts';
import { knownKeys } from './rules/known-keys.ts';
import { plainValues } from './rules/plain-values.ts';
import { pushEntries } from './rules/push-entries.ts';
import { pushOverlaps } from './rules/push-overlaps.ts';
import { pushPatterns } from './rules/push-patterns.ts';
import { pushPolicies } from './rules/push-policies.ts';
import { pushSources } from './rules/push-sources.ts';
import { pushStores } from './rules/push-stores.ts';
import { pushTemplates } from './rules/push-templates.ts';
import { regularExpressions } from './rules/regular-expressions.ts';
import { restlessValues } from './rules/restless-values.ts';
import { secretShape } from './rules/secret-shape.ts';
import { substitutions } from './rules/substitutions.ts';
import { targets } from './rules/targets.ts';
import { templateSources } from './rules/template-sources.ts';
import { unused } from './rules/unused.ts';
import { webhookTemplates } from './rules/webhook-templates.ts';
import { workloadKeys } from './rules/workload-keys.ts';

/** Everything that `esr validate` looks for beyond what the stages themselves refuse. */
export const rules: readonly Rule[] = [
  base64Twice,
  deletionSurprises,
  droppedKeys,
  findFullKeys,
  floatNumbers,
  genericTargets,
  immutableRefresh,
  keySlips,
  knownKeys,
  plainValues,
  pushEntries,
  pushOverlaps,
  pushPatterns,
  pushPolicies,
  pushSources,
  pushStores,
  pushTemplates,
  regularExpressions,
  restlessValues,
  secretShape,
  substitutions,
  targets,
  templateSources,
  unused,
  webhookTemplates,
  workloadKeys,
];
