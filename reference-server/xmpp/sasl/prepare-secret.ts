// RFC 4013 §2.1: characters that are mapped to nothing
const mappedToNothing = /[\u00AD\u034F\u1806\u180B-\u180D\u200B-\u200D\u2060\uFE00-\uFE0F\uFEFF]/gv;
// RFC 4013 §2.3, in what it refuses of Unicode as it is now
const refused = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/v;

/**
 * A password as both sides hash it, or `undefined` when it cannot be one. Strings with right-to-left characters are not
 * checked for their order.
 *
 * Source: RFC 5802 §2.2 (Normalize), RFC 4013.
 */
export function prepareSecret(text: string): string | undefined {
  const prepared = text
    .replace(/\p{Zs}/gv, ' ')
    .replace(mappedToNothing, '')
    .normalize('NFKC');
  return prepared === '' || refused.test(prepared) ? undefined : prepared;
}
