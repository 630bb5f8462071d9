import { casesOf, describeCorpus } from './run-case.ts';
import { startGcp } from './start-gcp.ts';

/** Here the operator stops at the first failure; we read what else there is, so that all failures are told together. */
const stopsEarly = new Set(['gcp-missing-extract-retain']);

describeCorpus(
  'Google Secret Manager',
  casesOf('gcp-secretmanager').map((each) =>
    stopsEarly.has(each.id) ? { ...each, esoCalls: each.esoCalls + 1 } : each,
  ),
  startGcp,
);
