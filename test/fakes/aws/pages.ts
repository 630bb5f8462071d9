/** Cuts a list into the page that a token asks for; the token is the index of its first item. */
export function pageOf<T>(
  items: readonly T[],
  size: number,
  token: string | undefined,
): { readonly page: readonly T[]; readonly next: string | undefined } {
  const start = Number(token ?? '0');
  const end = start + size;
  return { page: items.slice(start, end), next: end < items.length ? String(end) : undefined };
}
