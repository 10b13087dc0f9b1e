import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Element, parseDocument, XmlError } from '#xml';
import { httpBind, numberOf } from '../../xmpp/index.ts';

/** Where clients post their requests: no document names a path, and servers agree on this one. */
export const boshPath = '/http-bind';

/** Attributes of one element, at most. */
const maxAttributes = 64;

/** Bounds of one request. */
export interface BoshLimits {
  /** In bytes of UTF-8. */
  readonly maxBytes: number;
  /** Elements inside one another. */
  readonly maxDepth: number;
}

/** A request as HTTP brought it: the wrapper and its number; `refused`: the status that it is answered with. */
export type PostedBody =
  | { readonly body: Element; readonly rid: number }
  | { readonly refused: 400 | 405 | 413 };

/**
 * Reads what a client posted, when all of it has come. Never rejects: a connection that breaks is a request that is refused.
 *
 * Source: XEP-0124 §5, §6.
 */
export async function readPosted(request: IncomingMessage, limits: BoshLimits): Promise<PostedBody> {
  if (request.method !== 'POST') return { refused: 405 };
  const bytes = await bytesOf(request, limits.maxBytes);
  if (bytes === 'broken') return { refused: 400 };
  return bytes === 'too-long' ? { refused: 413 } : readBody(bytes, limits);
}

/** Answers with a wrapper. */
export function respond(response: ServerResponse, text: string): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = Buffer.from(text);
  const headers = { 'content-type': 'text/xml; charset=utf-8', 'content-length': bytes.length };
  response.writeHead(200, { ...headers, 'cache-control': 'no-store' }).end(bytes);
}

/** Answers without one, and ends the connection: the rest of what it says is not read. */
export function refuseRequest(response: ServerResponse, status: number): void {
  const allow = status === 405 ? { allow: 'POST' } : {};
  response.writeHead(status, { ...allow, connection: 'close', 'content-length': 0 }).end();
}

async function bytesOf(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-long' | 'broken'> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      if (!Buffer.isBuffer(chunk)) return 'broken';
      length += chunk.length;
      if (length > maxBytes) return 'too-long';
      chunks.push(chunk);
    }
  } catch {
    return 'broken';
  }
  return Buffer.concat(chunks);
}

function readBody(bytes: Buffer, { maxBytes, maxDepth }: BoshLimits): PostedBody {
  try {
    // The wrapper is one element more
    const body = parseDocument(bytes, { maxBytes, maxDepth: maxDepth + 1, maxAttributes });
    const rid = numberOf(body, 'rid');
    const isWrapper = body.name === 'body' && body.namespace === httpBind;
    return isWrapper && rid !== undefined ? { body, rid } : { refused: 400 };
  } catch (error) {
    if (error instanceof XmlError) return { refused: 400 };
    throw error;
  }
}
