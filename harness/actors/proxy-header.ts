/** What a PROXY protocol header says of where a connection comes from, in version 1 (text) or 2 (binary). */
export interface ProxyHeader {
  readonly version: 1 | 2;
  /** An IPv4 address. */
  readonly source: string;
}

/**
 * The header for a connection from `source` to this port of this machine, whether that is true or not.
 *
 * Source: the PROXY protocol, versions 1 and 2, §2.1, §2.2.
 */
export function proxyHeaderBytes({ version, source }: ProxyHeader, port: number): Buffer {
  if (version === 1) return Buffer.from(`PROXY TCP4 ${source} 127.0.0.1 ${sourcePort} ${port}\r\n`);
  const bytes = Buffer.alloc(28);
  bytes.set([0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]);
  // Version 2, PROXY; TCP over IPv4; 12 bytes of addresses
  bytes.set([0x21, 0x11, 0, 12], 12);
  bytes.set([...source.split('.').map(Number), 127, 0, 0, 1], 16);
  bytes.writeUInt16BE(sourcePort, 24);
  bytes.writeUInt16BE(port, 26);
  return bytes;
}

/** Nobody looks at it. */
const sourcePort = 50_000;
