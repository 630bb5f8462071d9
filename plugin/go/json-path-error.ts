/** A JSONPath that cannot be read, or that finds nothing. Names no content of the document. */
export class JsonPathError extends Error {
  readonly kind: 'syntax' | 'missing';

  constructor(kind: 'syntax' | 'missing', reason: string) {
    super(reason);
    this.name = 'JsonPathError';
    this.kind = kind;
  }
}
