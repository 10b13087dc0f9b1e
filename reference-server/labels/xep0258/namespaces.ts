/** The namespace of `<securitylabel/>`, and the feature that says a domain knows it. Source: XEP-0258 §2, §10.1 */
export const securityLabelNamespace = 'urn:xmpp:sec-label:0';

/** The namespace of `<catalog/>`, and the feature that says a domain has one. Source: XEP-0258 §4, §10.2 */
export const catalogNamespace = 'urn:xmpp:sec-label:catalog:2';
