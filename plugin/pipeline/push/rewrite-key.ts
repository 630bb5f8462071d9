import { faultIn } from '../../errors/fault-in.ts';
import { manifestError } from '../../errors/manifest.ts';
import { bytesOf, textOf } from '../../go/byte-string.ts';
import { GoRegexp } from '../../go/regexp.ts';
import type { PushRewrite, PushSecret } from '../../model/push-secret.ts';
import type { Run } from '../../model/run.ts';
import { locateTemplate } from '../../resources/locate-template.ts';
import { executionOf } from '../execution.ts';
import { lazyEngine } from '../lazy-engine.ts';

/** Where rewrites stand. */
export interface RewritePlace {
  readonly pushSecret: PushSecret;
  /** `spec.dataTo[0].rewrite` */
  readonly field: string;
  readonly run: Run;
}

/**
 * The remote key that the rewrites of a `dataTo` make of a key, one after the other.
 *
 * @remarks ESO: `pushsecret_controller.go`, `applyRewriteToKey`. A transform that names an absent value prints `<no value>`,
 * as Go's templates do by default.
 * @throws ManifestError `REWRITE_REGEXP`; TemplateError of a transform
 */
export async function rewriteKey(key: string, rewrites: readonly PushRewrite[], place: RewritePlace): Promise<string> {
  let rewritten = key;
  for (const [index, rewrite] of rewrites.entries()) {
    rewritten = await rewriteOnce(rewritten, rewrite, { ...place, field: `${place.field}[${index}]` });
  }
  return rewritten;
}

async function rewriteOnce(key: string, { regexp, transform }: PushRewrite, at: RewritePlace): Promise<string> {
  const { pushSecret, field, run } = at;
  if (regexp !== undefined) {
    const pattern = GoRegexp.compile(regexp.source);
    if (pattern === undefined) {
      throw manifestError('REWRITE_REGEXP', { source: regexp.source }, pushSecret.place(`${field}.regexp.source`));
    }
    return textOf(pattern.replaceAll(bytesOf(key), bytesOf(regexp.target)));
  }
  if (transform === undefined) return key;
  const { namespace = '', name } = pushSecret.metadata;
  try {
    const compiled = await lazyEngine('gotemplate').compile(bytesOf(transform.template), 't');
    const execution = { ...executionOf(run, `push ${namespace}/${name} ${field}`), missingKey: 'default' } as const;
    return textOf(compiled.execute(new Map([[bytesOf('value'), bytesOf(key)]]), execution));
  } catch (thrown) {
    const fault = faultIn(thrown);
    throw fault === undefined ? thrown : locateTemplate(fault, pushSecret, `${field}.transform.template`);
  }
}
