/** Writes a moment as whole seconds since 1970, as Go's `Unix` counts them. */
export function unixSeconds(moment: Date): string {
  return String(Math.floor(moment.getTime() / 1000));
}
