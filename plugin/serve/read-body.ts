import type { IncomingMessage } from 'node:http';

/**
 * Reads a request's body.
 *
 * @param most - How many bytes it may have.
 * @returns The bytes; `large` where there are more, which are not kept; `gone` where the client went away.
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | 'large' | 'gone'> {
  if (Number(request.headers['content-length'] ?? 0) > most) return 'large';
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += (chunk as Buffer).length;
      if (length > most) return 'large';
      chunks.push(chunk as Buffer);
    }
  } catch {
    return 'gone';
  }
  return Buffer.concat(chunks, length);
}
