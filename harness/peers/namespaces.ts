/** The namespaces of streams between servers. Source: RFC 6120 appendix A; XEP-0220 §2; XEP-0288 §2. */
export const ns = {
  server: 'jabber:server',
  client: 'jabber:client',
  streams: 'http://etherx.jabber.org/streams',
  streamErrors: 'urn:ietf:params:xml:ns:xmpp-streams',
  stanzas: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  tls: 'urn:ietf:params:xml:ns:xmpp-tls',
  sasl: 'urn:ietf:params:xml:ns:xmpp-sasl',
  dialback: 'jabber:server:dialback',
  dialbackFeature: 'urn:xmpp:features:dialback',
  bidi: 'urn:xmpp:bidi',
  bidiFeature: 'urn:xmpp:features:bidi',
  ping: 'urn:xmpp:ping',
  /** XEP-0198 §12. */
  management: 'urn:xmpp:sm:3',
} as const;
