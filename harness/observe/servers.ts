/**
 * The server that serves a JID's domain, or one below it (rooms), by the domain it is named by; `undefined`: none of these.
 */
export function serverOf(jid: string, servers: readonly string[]): string | undefined {
  const domain = (jid.split('/')[0] ?? '').split('@').at(-1) ?? '';
  return servers.find((server) => domain === server || domain.endsWith(`.${server}`));
}
