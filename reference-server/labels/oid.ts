/** Longest object identifier that is read in dots, in characters. */
const maxOidLength = 512;

/** Is it a dotted object identifier, arcs without leading zeros? Source: X.680 §32 */
export function isOid(text: string): boolean {
  return text.length <= maxOidLength && form.test(text);
}

const form = /^(?:[01]\.[1-3]?\d|2\.(?:0|[1-9]\d*))(?:\.(?:0|[1-9]\d*))*$/;
