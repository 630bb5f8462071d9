import type { EntryRef, Provider } from '../provider.ts';
import { withoutPlaces } from '../without-places.ts';
import { extractGcp, selectGcp } from './gcp-property.ts';
import { type GcpSpec, readGcpSpec } from './gcp-spec.ts';
import { signsInAs } from './signs-in-as.ts';
import { validateGcp } from './validate-gcp.ts';

// Google Cloud Secret Manager. ESO: providers/v1/gcp/secretmanager.

/** Google Cloud Secret Manager. */
export const provider: Provider = {
  capabilities: 'ReadWrite',
  validate: validateGcp,
  open(fields, info) {
    const spec = readGcpSpec(fields, info);
    return {
      identity: JSON.stringify(spec, withoutPlaces),
      signsInAs: signsInAs(spec.auth),
      ref: (entry) => refOf(entry, spec),
      checkPush: async ({ metadata }) => void (await import('./push-metadata.ts')).gcpPushMetadata(metadata),
      select: selectGcp,
      extract: extractGcp,
      async connect(context) {
        const { connectGcp } = await import('./connect-gcp.ts');
        return await connectGcp(spec, context);
      },
    };
  },
};

/** Labels and annotations have no versions. `latest` and none are one, but where the newest enabled one may stand in for none. */
function refOf({ key, version, metadataPolicy }: EntryRef, { fetchesEnabled }: GcpSpec): ReturnType<GcpStore['ref']> {
  if (metadataPolicy === 'Fetch') return { key, metadataPolicy };
  return !version || (version === 'latest' && !fetchesEnabled) ? { key } : { key, version };
}

type GcpStore = ReturnType<Provider['open']>;
