export const clientNamespace = 'jabber:client';
export const stanzasNamespace = 'urn:ietf:params:xml:ns:xmpp-stanzas';
export const streamsNamespace = 'http://etherx.jabber.org/streams';
export const streamErrorsNamespace = 'urn:ietf:params:xml:ns:xmpp-streams';
/** XEP-0198 §12. */
export const managementNamespace = 'urn:xmpp:sm:3';
export const saslNamespace = 'urn:ietf:params:xml:ns:xmpp-sasl';
export const discoNamespace = 'http://jabber.org/protocol/disco#info';
/** XEP-0313 §4. */
export const archiveNamespace = 'urn:xmpp:mam:2';
/** XEP-0258 §4; both are spelled here and not taken from the codecs, so that a slip there is seen. */
export const catalogNamespace = 'urn:xmpp:sec-label:catalog:2';
export const labelNamespace = 'urn:xmpp:sec-label:0';
/** STANAG 4778 binding in a message. */
export const bindingName = 'BindingData';
