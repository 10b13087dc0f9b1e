/** What a client may cost a server. */
export interface StreamLimits {
  /** Longest stanza, in bytes. RFC 6120 §13.12 asks for 10,000 at least. */
  readonly maxStanzaBytes: number;
  /** Longest element of a client that has not logged in, in bytes. */
  readonly maxBytesBeforeLogin: number;
  /** Most elements inside one another in a stanza. */
  readonly maxDepth: number;
  /** Most that waits to be read by a client, in characters. */
  readonly maxUnread: number;
  /** From the first byte to the address, in milliseconds. */
  readonly negotiationTimeoutMs: number;
  /** Without a byte from the client, in milliseconds; white space counts. */
  readonly silenceTimeoutMs: number;
  /** From the last byte of ours to that of the client, in milliseconds. */
  readonly closeTimeoutMs: number;
}

export const defaultStreamLimits: StreamLimits = {
  maxStanzaBytes: 262_144,
  maxBytesBeforeLogin: 16_384,
  maxDepth: 100,
  maxUnread: 8_388_608,
  negotiationTimeoutMs: 30_000,
  silenceTimeoutMs: 900_000,
  closeTimeoutMs: 2_000,
};
