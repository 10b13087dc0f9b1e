import { XmlError } from './errors.ts';

/** The text that these bytes are, with a byte order mark left in. Throws `XmlError` with `xml-encoding`. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new XmlError('xml-encoding', 'bytes that are not UTF-8');
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How many bytes a string takes. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Both halves of a surrogate pair count two: four bytes together
    if (code >= 0x80) length += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return length;
}
