/** The namespaces of a client's negotiation. Source: RFC 6120 appendix A. */
export const ns = {
  client: 'jabber:client',
  component: 'jabber:component:accept',
  streams: 'http://etherx.jabber.org/streams',
  streamErrors: 'urn:ietf:params:xml:ns:xmpp-streams',
  /** RFC 7395 §3.3.2. */
  framing: 'urn:ietf:params:xml:ns:xmpp-framing',
  stanzas: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  tls: 'urn:ietf:params:xml:ns:xmpp-tls',
  sasl: 'urn:ietf:params:xml:ns:xmpp-sasl',
  bind: 'urn:ietf:params:xml:ns:xmpp-bind',
  ping: 'urn:xmpp:ping',
} as const;
