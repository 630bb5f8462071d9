// A loopback relay that makes a local server behave like a remote one: what a client sends arrives `delay` ms later.
// It relays bytes, so that TLS, keep-alive and requests in a row on one connection cost what they cost over a network.
import net from 'node:net';

/**
 * Puts a relay before a server of this machine.
 *
 * @param {string} url - The server's.
 * @param {number} delay - Milliseconds, for each stretch of bytes that a client sends.
 * @returns The relay's own URL, how many connections it saw, and its end.
 */
export async function startRelay(url, delay) {
  const { protocol, hostname, port } = new URL(url);
  if (!['127.0.0.1', 'localhost'].includes(hostname)) throw new Error('loopback targets only');
  const seen = { connections: 0 };
  const open = new Set();
  const server = net.createServer((client) => {
    seen.connections += 1;
    const upstream = net.connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    // Timers of equal length fire in order.
    client.on('data', (bytes) => setTimeout(() => upstream.writable && upstream.write(bytes), delay));
    upstream.on('data', (bytes) => client.writable && client.write(bytes));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${protocol}//${hostname}:${server.address().port}`,
    seen,
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
