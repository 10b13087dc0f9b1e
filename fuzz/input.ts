import { encodeBase64 } from '#labels';

/** Bytes as a text, whatever they are; U+E000 and U+E001 stand for halves of a surrogate pair, which UTF-8 cannot say. */
export function textIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\ue000', '\ud83d').replaceAll('\ue001', '\udd12');
}

/** Bytes as the base64 that a reader of BER takes. */
export function base64In(bytes: Uint8Array): string {
  return encodeBase64(bytes);
}

/** Bytes as a value of JSON, or as a text where they are none. */
export function valueIn(bytes: Uint8Array): unknown {
  const text = textIn(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
