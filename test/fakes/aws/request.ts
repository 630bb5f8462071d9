/** One call as it reached the server. */
export interface AwsRequest {
  /** `secretsmanager.GetSecretValue`: signing name and operation, as `esoCallList` has it. */
  readonly call: string;
  /** Of the credential scope; `us-east-1` for an unsigned call. */
  readonly region: string;
  /** Absent for an unsigned call. */
  readonly accessKeyId: string | undefined;
  readonly sessionToken: string | undefined;
  /** The JSON body, or the fields of a form. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Reads a text field of a body; anything else is absent. */
export function textIn(body: AwsRequest['body'], field: string): string | undefined {
  const value = Object.hasOwn(body, field) ? body[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Reads a list field of a body. */
export function listIn<T>(body: AwsRequest['body'], field: string): readonly T[] {
  const value = Object.hasOwn(body, field) ? body[field] : undefined;
  return Array.isArray(value) ? (value as T[]) : [];
}

/** Tags as the services write them. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}
