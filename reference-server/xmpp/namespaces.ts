/** The namespaces of XMPP's core. An extension names its own beside its code. */
export const namespaces = {
  /** Content of a stream between a client and its server. RFC 6120 §4.8.2. */
  client: 'jabber:client',
  /** Content of a stream between two servers. RFC 6120 §4.8.2. */
  server: 'jabber:server',
  /** Content of a stream between a server and a component. XEP-0114 §3. */
  component: 'jabber:component:accept',
  /** RFC 6120 §4.8.1. */
  stream: 'http://etherx.jabber.org/streams',
  /** RFC 6120 §4.9.2. */
  streamErrors: 'urn:ietf:params:xml:ns:xmpp-streams',
  /** RFC 6120 §8.3.2. */
  stanzaErrors: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  /** RFC 6120 §5. */
  tls: 'urn:ietf:params:xml:ns:xmpp-tls',
  /** RFC 6120 §6. */
  sasl: 'urn:ietf:params:xml:ns:xmpp-sasl',
  /** RFC 6120 §7. */
  bind: 'urn:ietf:params:xml:ns:xmpp-bind',
  /** RFC 3921 §3; no longer in RFC 6121, but clients still ask. */
  session: 'urn:ietf:params:xml:ns:xmpp-session',
} as const;

/** The attribute that `xml:lang` is read as. */
export const langAttribute = '{http://www.w3.org/XML/1998/namespace}lang';
