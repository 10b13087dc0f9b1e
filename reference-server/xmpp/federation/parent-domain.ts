/**
 * Whose share a peer's domain has part in: its last two labels, `b.test` for `b.test` and `conf.b.test`. Whoever has a domain has as many below it
 * as it likes, and they cost it nothing. What is registered below a longer suffix (`b.co.test`) shares with its neighbours there;
 * an address is by itself.
 */
export function parentDomainOf(domain: string): string {
  const last = domain.lastIndexOf('.');
  if (last <= 0 || isDigit(domain.charCodeAt(last + 1))) return domain;
  return domain.slice(domain.lastIndexOf('.', last - 1) + 1);
}

/** No name ends in a label that begins with one: RFC 3696 §2. */
function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
