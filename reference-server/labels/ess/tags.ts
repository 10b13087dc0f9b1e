/** Identifier octets that labels and clearances use. Source: X.690 §8.1.2; `0x20` says constructed, `0x80` context-specific. */
export const tags = {
  integer: 0x02,
  bitString: 0x03,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The identifier octet of `[number]` around a value that is not itself constructed. */
export function primitive(number: number): number {
  return 0x80 | number;
}

/** The identifier octet of `[number]` around a constructed value, or an EXPLICIT one. */
export function constructed(number: number): number {
  return 0xa0 | number;
}
