import { once } from 'node:events';
import { createServer } from 'node:net';

/** An address that nobody can connect from on this machine: the machine's fault, no server's. One sentence with the mend. */
export class SourceAddressError extends Error {
  override readonly name = 'SourceAddressError';
}

/**
 * Sees that this machine can connect from an address, by listening there for a moment; asked once for each address.
 *
 * @throws SourceAddressError when it cannot.
 */
export async function requireSourceAddress(address: string): Promise<void> {
  if (usable.has(address)) return;
  const server = createServer();
  try {
    server.listen(0, address);
    await once(server, 'listening');
  } catch (error) {
    throw new SourceAddressError(
      `this machine cannot connect from ${address}; give that address to one of its interfaces, or leave this scenario out`,
      { cause: error },
    );
  }
  server.close();
  await once(server, 'close');
  usable.add(address);
}

const usable = new Set<string>();
