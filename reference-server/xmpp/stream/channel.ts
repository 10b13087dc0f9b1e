/**
 * What the negotiation of a stream needs of the transport under it. TCP gives it in `client-stream.ts`; a WebSocket would
 * frame the same texts in its own way (RFC 7395).
 *
 * Texts are written for a stream whose default namespace is the content namespace and which binds the prefix `stream`.
 */
export interface Channel {
  /** TLS is on. */
  readonly encrypted: boolean;
  /** Opens the server's side of the stream, in answer to a header. */
  openStream(domain: string): void;
  send(text: string): void;
  /** After what was sent so far, the two sides talk TLS, and the client opens a new stream. */
  startTls(): void;
  /** After what was sent so far, the client opens a new stream. */
  restart(): void;
}
