import { documentError } from '../errors/document.ts';
import type { ExternalSecretSpec, TemplateFromEntry } from '../model/external-secret.ts';
import type { Resource } from '../model/resource.ts';
import type { Report } from './problem.ts';

/**
 * What the admission webhook refuses in an ExternalSecret; all of it is reported.
 *
 * @remarks External Secrets Operator 2.9: apis/externalsecrets/v1/externalsecret_validator.go. Its rule about an
 * empty `sourceRef` cannot be met: the schema asks for one member.
 */
export function admitExternalSecret(resource: Resource, report: Report): void {
  const spec = resource.spec as unknown as ExternalSecretSpec;
  admitPolicies(spec, report);
  if ((spec.data ?? []).length === 0 && (spec.dataFrom ?? []).length === 0) {
    report.problem(documentError('NO_DATA', {}, report.place('spec')));
  }
  admitTemplate(spec, report);
  admitDataFrom(spec, report);
  admitSecretKeys(spec, report);
}

function admitPolicies({ target }: ExternalSecretSpec, report: Report): void {
  const { creationPolicy, deletionPolicy } = target;
  const at = () => report.place('spec.target.deletionPolicy');
  if (deletionPolicy === 'Delete' && !['Owner', 'Orphan'].includes(creationPolicy)) {
    report.problem(documentError('DELETION_NOT_OWNED', { creationPolicy }, at()));
  }
  if (deletionPolicy === 'Merge' && creationPolicy === 'None')
    report.problem(documentError('DELETION_MERGE', {}, at()));
}

/** The webhook's word for privileged Secret types, and for where templates may write. */
function admitTemplate({ target }: ExternalSecretSpec, report: Report): void {
  const { template, manifest } = target;
  if (template === undefined) return;
  const templateFrom = template.templateFrom ?? [];
  const at = () => report.place('spec.target.template.type');
  if (template.type === 'bootstrap.kubernetes.io/token') {
    report.problem(
      documentError('TEMPLATE_TYPE', { type: template.type, why: 'such a Secret admits to the cluster' }, at()),
    );
  }
  if (template.type === 'kubernetes.io/service-account-token') {
    const account = 'kubernetes.io/service-account.name';
    const why = `with the annotation ${account}, or annotations from templateFrom, it mints a token of that account`;
    const named = Object.hasOwn(template.metadata?.annotations ?? {}, account);
    if (named || templateFrom.some((entry) => isTarget(entry, 'annotations'))) {
      report.problem(documentError('TEMPLATE_TYPE', { type: template.type, why }, at()));
    }
  }
  if (manifest !== undefined && !(manifest.apiVersion === 'v1' && manifest.kind === 'Secret')) return;
  for (const [index, entry] of templateFrom.entries()) {
    if (['', 'data', 'annotations', 'labels'].some((name) => isTarget(entry, name))) continue;
    const field = `spec.target.template.templateFrom[${index}].target`;
    report.problem(documentError('TEMPLATE_FROM_TARGET', { target: entry.target }, report.place(field)));
  }
}

function isTarget({ target }: TemplateFromEntry, name: string): boolean {
  return target.toLowerCase() === name;
}

function admitDataFrom({ dataFrom = [] }: ExternalSecretSpec, report: Report): void {
  for (const [index, { extract, find, sourceRef }] of dataFrom.entries()) {
    const field = `spec.dataFrom[${index}]`;
    const at = () => report.place(field);
    const sources = [extract, find, sourceRef?.generatorRef].filter((source) => source !== undefined).length;
    if (sources > 1) report.problem(documentError('DATA_FROM_SOURCES', { field }, at()));
    if (extract === undefined && find === undefined && sourceRef === undefined) {
      report.problem(documentError('DATA_FROM_EMPTY', { field }, at()));
    }
  }
}

/** Doubled keys count only under Retain: with the other policies the last one wins. */
function admitSecretKeys({ target, data = [] }: ExternalSecretSpec, report: Report): void {
  if (target.deletionPolicy !== 'Retain') return;
  const first = new Map<string, number>();
  for (const [index, { secretKey }] of data.entries()) {
    const before = first.get(secretKey);
    if (before === undefined) {
      first.set(secretKey, index);
      continue;
    }
    const field = `spec.data[${index}].secretKey`;
    const facts = { key: secretKey, first: `spec.data[${before}]` };
    report.problem(documentError('SECRET_KEY_TWICE', facts, report.place(field)));
  }
}
