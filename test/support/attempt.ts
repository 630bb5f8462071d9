import type { EsrError } from '../../plugin/errors/esr-error.ts';
import type { PolicyRule } from '../../plugin/model/config.ts';
import type { Application } from '../../plugin/model/run.ts';
import { renderText } from './render-text.ts';
import { type ConfigParts, testRun } from './run.ts';

/** What marks a value that is not the application's. It may appear nowhere. */
export const marked = 'not-yours-7f3a';

/** The application that tries: `shop` of project `team-a`, to be deployed to namespace `shop`. */
export const application: Application = {
  name: 'shop',
  namespace: 'shop',
  project: 'team-a',
  repository: 'https://git.example.com/team-a/shop',
  path: 'overlays/prod',
};

/** The rules that stand in the platform configuration, unless an attempt brings its own. */
export const rules: readonly PolicyRule[] = [
  {
    name: 'team-a reads its own',
    projects: ['team-a'],
    stores: ['vault', 'own', 'gcp'],
    providers: ['fake'],
    keys: ['team-a/**', 'shared/tls'],
    generators: ['Password', 'Fake/allowed'],
  },
  { name: 'team-b reads its own', projects: ['team-b'], keys: ['team-b/**'] },
];

/** Documents of the platform: a store with everybody's values, one for another namespace, one with conditions, credentials. */
export const platform = `
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: vault}
spec:
  provider:
    fake:
      data:
      - {key: team-a/db, value: mine}
      - {key: team-a/api, value: mine}
      - {key: team-b/db, value: ${marked}}
      - {key: shared/tls, value: mine}
      - {key: admin, value: ${marked}}
      - {key: team-a/../team-b/db, value: ${marked}}
      - {key: "arn:aws:secretsmanager:eu-central-1:1:secret:team-b/db-abc", value: ${marked}}
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: root}
spec: {provider: {fake: {data: [{key: team-a/db, value: ${marked}}]}}}
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: gated}
spec:
  conditions:
  - namespaceSelector: {matchLabels: {tier: payments}}
  - namespaces: [payments]
  - namespaceRegexes: ["^pay-"]
  provider: {fake: {data: [{key: team-a/db, value: ${marked}}]}}
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: not-prod}
spec:
  conditions: [{namespaceSelector: {matchExpressions: [{key: prod, operator: DoesNotExist}]}}]
  provider: {fake: {data: [{key: team-a/db, value: ${marked}}]}}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: own, namespace: team-b}
spec: {provider: {fake: {data: [{key: team-a/db, value: ${marked}}]}}}
---
apiVersion: generators.external-secrets.io/v1alpha1
kind: ClusterGenerator
metadata: {name: registry}
spec: {kind: Fake, generator: {fakeSpec: {data: {token: ${marked}}}}}
---
apiVersion: generators.external-secrets.io/v1alpha1
kind: Fake
metadata: {name: allowed, namespace: team-b}
spec: {data: {token: ${marked}}}
---
apiVersion: v1
kind: Secret
metadata: {name: aws, namespace: shop}
stringData: {id: ${marked}, key: ${marked}}
---
apiVersion: v1
kind: Secret
metadata: {name: aws, namespace: platform}
stringData: {id: ${marked}, key: ${marked}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: robot, namespace: shop, annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::1:role/platform"}}
`;

/** Something that an application tries. */
export interface Attempt {
  readonly name: string;
  /** The manifests of the application. */
  readonly input: string;
  readonly config?: ConfigParts;
  readonly rules?: readonly PolicyRule[];
  readonly by?: Application;
}

/** Renders an attempt as the sidecar would: the faults, and everything that was printed. */
export async function render(
  attempt: Attempt,
): Promise<{ readonly out: string; readonly errors: readonly EsrError[] }> {
  const { config = {}, by = application } = attempt;
  const policy = { rules: attempt.rules ?? rules, ...(config.policy as object | undefined) };
  const run = testRun({ purpose: 'generate', application: by, config: { file: 'platform.yaml', ...config, policy } });
  return await renderText(attempt.input, run, { platform });
}

/** An ExternalSecret of the application. */
export function wants(spec: string, namespace: string | undefined = 'shop', name = 'app'): string {
  const metadata = `{name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`}}`;
  return `---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: ${metadata}\nspec: ${spec}\n`;
}

/** Reads one key of a store. */
export function reads(key: string, store = 'vault', kind = 'ClusterSecretStore'): string {
  return `{secretStoreRef: {name: ${store}, kind: ${kind}}, data: [{secretKey: k, remoteRef: {key: ${JSON.stringify(key)}}}]}`;
}

/** A store that the application brings. */
export function brings(kind: 'SecretStore' | 'ClusterSecretStore', name: string, provider: string, more = ''): string {
  const metadata = kind === 'SecretStore' ? `{name: ${name}, namespace: shop}` : `{name: ${name}}`;
  return `---\napiVersion: external-secrets.io/v1\nkind: ${kind}\nmetadata: ${metadata}\nspec: {provider: ${provider}${more}}\n`;
}

/** A generator that an entry names. */
export function generates(kind: string, name: string): string {
  const ref = `{apiVersion: generators.external-secrets.io/v1alpha1, kind: ${kind}, name: ${name}}`;
  return `{dataFrom: [{sourceRef: {generatorRef: ${ref}}}]}`;
}
