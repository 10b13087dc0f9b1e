import { isIP } from 'node:net';
import { z } from 'zod';

/** `127.0.0.1:5222`, `[::1]:5222`; port 0 takes a free one. */
export const endpoint = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[^:\s]+):\d{1,5}$/, 'write it as address:port, as in 127.0.0.1:5222')
  .refine((text) => !(Number(text.slice(text.lastIndexOf(':') + 1)) > 65_535), 'a port is at most 65535');

export function isLoopback(text: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost):/.test(text);
}

/** An address and no name: who looks names up cannot look up that one. */
export function isNumeric(text: string): boolean {
  return isIP(text.slice(0, text.lastIndexOf(':')).replace(/^\[|\]$/g, '')) !== 0;
}

/** A domain as the configuration writes it. */
export const domainName = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'write the domain in lower case, as in a.test');
