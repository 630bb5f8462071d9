/** A refusal in the words of the server. */
export class VaultError extends Error {
  readonly status: number;
  readonly errors: readonly string[];

  constructor(status: number, ...errors: readonly string[]) {
    super(errors.join(', '));
    this.status = status;
    this.errors = errors;
  }
}
