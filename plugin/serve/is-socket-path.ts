/** What `sockaddr_un` holds, here and on macOS, and the byte that ends it. */
const mostBytes = 103;

/** Whether a path is short enough for a Unix socket. A longer one would be cut off without a word. */
export function isSocketPath(path: string): boolean {
  return Buffer.byteLength(path) <= mostBytes;
}
