import { inspectTemplate } from '../../../engines/gotemplate/inspect-template.ts';
import type { KeyUse } from '../../../engines/gotemplate/key-uses.ts';
import { caughtFaults } from '../../../errors/caught-faults.ts';
import { lintWords } from '../../../errors/lint.ts';
import { nearest } from '../../../errors/nearest.ts';
import { webhookError } from '../../../errors/webhook.ts';
import { type Bytes, bytesOf } from '../../../go/byte-string.ts';
import { JsonPathError } from '../../../go/json-path-error.ts';
import { jsonPath } from '../../../go/jsonpath.ts';
import { locateTemplate } from '../../../resources/locate-template.ts';
import { templatePlace } from '../../../resources/template-place.ts';
import { lazyEngine } from '../../lazy-engine.ts';
import { remark } from '../remark.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { type DescribedWebhook, webhooksIn } from '../webhooks-in.ts';

/** Templates of webhooks that cannot be parsed, or that read what a webhook is not told. */
export const webhookTemplates: Rule = {
  codes: ['TEMPLATE_PARSE', 'WEBHOOK_NAME', 'WEBHOOK_PATH'],
  about:
    'url, headers, body and result.jsonPath of a webhook store or generator are Go templates, which are parsed only when it is asked. A name that they do not know prints <no value> into the request, without a word.',
  async *check(subject) {
    for (const webhook of webhooksIn(subject.inventory)) {
      for (const template of webhook.templates) yield* inTemplate(webhook, template, subject);
    }
  },
};

async function* inTemplate(
  webhook: DescribedWebhook,
  { text, field, isPath }: DescribedWebhook['templates'][number],
  { pushes }: Subject,
): AsyncIterable<Finding> {
  const { resource } = webhook;
  const bytes = bytesOf(text);
  try {
    await lazyEngine('gotemplate').compile(bytes, resource.metadata.name);
  } catch (thrown) {
    const faults = caughtFaults(thrown);
    for (const fault of faults) yield locateTemplate(fault, resource, field);
    return;
  }
  const inspected = inspectTemplate(bytes);
  if (inspected === undefined) return;
  const { kind, metadata } = resource;
  const isPushed = pushes.some(({ targets }) =>
    targets.some(({ target }) => target.kind === kind && target.name === metadata.name),
  );
  for (const use of inspected.keys) {
    const words = unknownName(use, webhook, isPushed);
    const at = templatePlace(inspected.position(use.at), resource, field);
    if (words !== undefined) yield remark('WEBHOOK_NAME', lintWords('WEBHOOK_NAME', words), at);
  }
  const why = isPath && inspected.isLiteral ? pathFault(bytes) : undefined;
  if (why !== undefined) yield webhookError('WEBHOOK_PATH', { path: text, why }, resource.place(field));
}

const asked = ['key', 'version', 'property', 'namespace', 'remoteKey', 'secretKey'];

/** What a push sends stands in `remoteRef` under the remote key, so that any name may be one. */
function unknownName(
  { key, member }: KeyUse,
  { secrets, isGenerator }: DescribedWebhook,
  isPushed: boolean,
): { readonly name: string; readonly nearest?: string | undefined } | undefined {
  const known = isGenerator ? secrets : ['remoteRef', ...secrets];
  if (!known.includes(key)) return { name: key, nearest: nearest(key, known) };
  if (key !== 'remoteRef' || secrets.includes(key) || member === undefined || asked.includes(member) || isPushed) {
    return undefined;
  }
  const near = nearest(member, asked);
  return { name: `remoteRef.${member}`, nearest: near === undefined ? undefined : `remoteRef.${near}` };
}

/** What cannot be read of a path, whatever it is applied to. */
function pathFault(path: Bytes): string | undefined {
  if (path === '') return undefined;
  try {
    jsonPath(path, new Map());
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof JsonPathError)) throw thrown;
    return thrown.kind === 'syntax' ? thrown.message : undefined;
  }
}
