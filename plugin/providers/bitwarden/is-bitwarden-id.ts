const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** Whether a key is the id of a secret, not its name. */
export function isBitwardenId(key: string): boolean {
  return uuid.test(key);
}
