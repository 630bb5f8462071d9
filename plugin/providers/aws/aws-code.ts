/** What an AWS service answered when it refused: the exception's name and the HTTP status. */
export interface AwsRefusal {
  readonly code: string;
  readonly status: number;
  /** The service's own words. For telling cases apart only: they may hold names and are never shown. */
  readonly message: string;
}

interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  /** An answer that could not be read has this in place of `$metadata`. */
  readonly $response?: { readonly statusCode?: number };
  readonly cause?: unknown;
}

/** Finds the refusal of a service in something thrown by its SDK, or in a cause of it; `undefined` for every other fault. */
export function awsRefusal(thrown: unknown): AwsRefusal | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { name, message, $metadata, $response, cause } = thrown as SdkError;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (status !== undefined && typeof name === 'string') return { code: name, status, message: message ?? '' };
  return awsRefusal(cause);
}
