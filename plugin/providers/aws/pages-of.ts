/**
 * Asks for page after page, until the service names no further one.
 *
 * @param ask - Asks for one page: the first without a token, each other with the one that its predecessor gave.
 */
export async function* pagesOf<P extends { readonly NextToken?: string | undefined }>(
  ask: (token: string | undefined) => Promise<P>,
): AsyncIterable<P> {
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    token = page.NextToken;
  } while (token !== undefined);
}
