/** A key or certificate cannot be read or used. The message holds nothing of it. */
export class KeyError extends Error {}
