/** Whether a name has the form of 1Password's ids. */
export function isOnepasswordId(name: string): boolean {
  return /^[a-z0-9]{26}$/.test(name);
}
