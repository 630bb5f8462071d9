/** A refusal in the words of the service: an exception name, a message and the HTTP status it travels with. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message = code, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
