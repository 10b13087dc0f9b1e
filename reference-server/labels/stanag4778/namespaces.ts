/** The namespace of `<BindingInformation/>`. Source: ADatP-4778 §4.8 */
export const bindingNamespace = 'urn:nato:stanag:4778:bindinginformation:1:0';

/** The namespace of `<ds:Signature/>`. Source: XML Signature §1.3 */
export const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
