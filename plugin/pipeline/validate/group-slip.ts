import { lintWords } from '../../errors/lint.ts';
import type { Place } from '../../model/place.ts';
import { remark } from './remark.ts';
import type { Finding } from './rule.ts';

/** The number of a group that runs into the text behind it, in the target of a rewrite. */
export function* groupSlip(target: string, at: Place): Iterable<Finding> {
  const [, group] = /(?:^|[^$])(?:\$\$)*\$(\d+[A-Za-z_]\w*)/.exec(target) ?? [];
  if (group !== undefined) yield remark('REWRITE_GROUP', lintWords('REWRITE_GROUP', { group }), at);
}
