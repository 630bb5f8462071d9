import { documentError } from '../errors/document.ts';
import { parseDuration } from '../go/time-duration.ts';
import type { Resource } from '../model/resource.ts';
import type { StoreSpec } from '../model/store.ts';
import type { Report } from './problem.ts';

/**
 * What the admission webhook refuses in a store, without regular expressions (`storeRegexps`) and what its provider
 * refuses (`Provider.validate`).
 *
 * @remarks External Secrets Operator 2.9: apis/externalsecrets/v1/secretstore_validator.go.
 */
export function admitStore(resource: Resource, report: Report): void {
  const spec = resource.spec as unknown as StoreSpec;
  admitRefreshInterval(spec, report);
}

/** Seconds as an integer, or a duration; neither may be negative. */
function admitRefreshInterval({ refreshInterval }: StoreSpec, report: Report): void {
  if (refreshInterval === undefined) return;
  const field = 'spec.refreshInterval';
  const isSeconds = typeof refreshInterval !== 'string' || /^[+-]?\d+$/.test(refreshInterval);
  const length = isSeconds ? BigInt(refreshInterval) : parseDuration(refreshInterval);
  if (length === undefined) {
    report.problem(documentError('FIELD_DURATION', { field, value: String(refreshInterval) }, report.place(field)));
  } else if (length < 0n) {
    report.problem(documentError('FIELD_RANGE', { field, bound: 'least', limit: '0' }, report.place(field)));
  }
}
