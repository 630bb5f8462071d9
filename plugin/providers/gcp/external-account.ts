import type { JsonObject } from '../../model/document.ts';

/** What a credentials file of type `external_account` says. */
export interface ExternalAccount {
  readonly audience: string;
  readonly subjectTokenType: string;
  readonly tokenUrl: string;
  readonly impersonationUrl: string;
  readonly lifetimeSeconds?: number;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of workforce pools. */
  readonly userProject: string;
  readonly universe: string;
  /** Absent where the file has none, or an empty one. */
  readonly source?: CredentialSource;
}

/** Where the subject token comes from. */
export interface CredentialSource {
  readonly file: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `aws1`: from AWS. */
  readonly environmentId: string;
  readonly regionUrl: string;
  readonly sessionTokenUrl: string;
  readonly isExecutable: boolean;
  /** The field of a JSON answer that holds the token; absent for plain text. */
  readonly field?: string;
}

/** Reads the fields of such a file; what is absent or of another type is empty. */
export function readExternalAccount(file: JsonObject): ExternalAccount {
  const text = textIn(file);
  const lifetime = objectIn(file, 'service_account_impersonation')['token_lifetime_seconds'];
  return {
    audience: text('audience'),
    subjectTokenType: text('subject_token_type'),
    tokenUrl: text('token_url'),
    impersonationUrl: text('service_account_impersonation_url'),
    ...(typeof lifetime === 'number' && lifetime > 0 ? { lifetimeSeconds: lifetime } : {}),
    clientId: text('client_id'),
    clientSecret: text('client_secret'),
    userProject: text('workforce_pool_user_project'),
    universe: text('universe_domain') || 'googleapis.com',
    ...sourceOf(objectIn(file, 'credential_source')),
  };
}

function sourceOf(source: JsonObject): Pick<ExternalAccount, 'source'> {
  if (Object.keys(source).length === 0) return {};
  const text = textIn(source);
  const format = objectIn(source, 'format');
  return {
    source: {
      file: text('file'),
      url: text('url'),
      headers: Object.fromEntries(
        Object.entries(objectIn(source, 'headers')).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value]] : [],
        ),
      ),
      environmentId: text('environment_id'),
      regionUrl: text('region_url'),
      sessionTokenUrl: text('imdsv2_session_token_url'),
      isExecutable: source['executable'] !== undefined && source['executable'] !== null,
      ...(format['type'] === 'json' ? { field: textIn(format)('subject_token_field_name') } : {}),
    },
  };
}

function textIn(object: JsonObject): (name: string) => string {
  return (name) => (typeof object[name] === 'string' ? object[name] : '');
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
