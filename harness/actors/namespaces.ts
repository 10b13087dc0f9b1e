/** The namespaces of a client's negotiation. Source: RFC 6120 appendix A. */
export const ns = {
  client: 'jabber:client',
  component: 'jabber:component:accept',
  streams: 'http://etherx.jabber.org/streams',
  streamErrors: 'urn:ietf:params:xml:ns:xmpp-streams',
  /** RFC 7395 §3.3.2. */
  framing: 'urn:ietf:params:xml:ns:xmpp-framing',
  /** XEP-0124 §6. */
  httpBind: 'http://jabber.org/protocol/httpbind',
  /** XEP-0206. */
  xmppBosh: 'urn:xmpp:xbosh',
  stanzas: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  tls: 'urn:ietf:params:xml:ns:xmpp-tls',
  sasl: 'urn:ietf:params:xml:ns:xmpp-sasl',
  bind: 'urn:ietf:params:xml:ns:xmpp-bind',
  ping: 'urn:xmpp:ping',
  /** XEP-0198 §12. */
  management: 'urn:xmpp:sm:3',
} as const;
