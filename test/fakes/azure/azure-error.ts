/** A refusal in the form of Key Vault. */
export class AzureError extends Error {
  readonly status: number;
  readonly code: string;
  readonly inner: string | undefined;

  constructor(status: number, code: string, words: string, inner?: string) {
    super(words);
    this.status = status;
    this.code = code;
    this.inner = inner;
  }
}
