import type { XmlErrorCode } from './errors.ts';

/** What no reader may let through as a child of a stream's root, or as a document, and how it is refused. */
export interface Malformed {
  readonly name: string;
  readonly text: string;
  readonly code: XmlErrorCode;
}

const notWellFormed: Readonly<Record<string, string>> = {
  'mismatched tags': '<a><b></a></b>',
  'an end tag in another case': '<a></A>',
  'an end tag with an attribute': '<a></a b="1">',
  'a missing end tag of a child': '<a><b></a>',
  'an unquoted attribute value': '<a b=1/>',
  'an attribute without a value': '<a b/>',
  'attributes without white space between them': '<a b="1"c="2"/>',
  'a duplicate attribute': '<a b="1" b="2"/>',
  'a duplicate attribute by namespace': '<a xmlns:p="urn:a" xmlns:q="urn:a" p:b="1" q:b="2"/>',
  'a default namespace declared twice': '<a xmlns="urn:a" xmlns="urn:b"/>',
  'a prefix declared twice': '<a xmlns:p="urn:a" xmlns:p="urn:b"/>',
  'an unbound prefix of an element': '<p:a/>',
  'an unbound prefix of an attribute': '<a p:b="1"/>',
  'a prefix declared in a sibling': '<a><b xmlns:p="urn:a"/><p:c/></a>',
  'a prefix declared without a namespace': '<a xmlns:p=""/>',
  'the prefix xml for another namespace': '<a xmlns:xml="urn:a"/>',
  'the namespace of xml for another prefix': '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>',
  'the namespace of xml as default': '<a xmlns="http://www.w3.org/XML/1998/namespace"/>',
  'a declaration of the prefix xmlns': '<a xmlns:xmlns="http://www.w3.org/2000/xmlns/"/>',
  'an element with the prefix xmlns': '<xmlns:a/>',
  'two colons in a name': '<a:b:c xmlns:a="urn:a"/>',
  'a name that begins with a colon': '<:a/>',
  'a name that ends with a colon': '<a: xmlns:a="urn:a"/>',
  'a name that begins with a digit': '<1a></1a>',
  'a name with a digit after its colon': '<p:1 xmlns:p="urn:a"/>',
  'a name with a character no name has': '<a×></a×>',
  'a control character in text': '<a>\u0001</a>',
  'a null character': '<a>\u0000</a>',
  'U+FFFE in text': '<a>\ufffe</a>',
  'a control character in an attribute': '<a b="\u001f"/>',
  'a reference to a null character': '<a>&#0;</a>',
  'a reference to a surrogate': '<a>&#xD800;</a>',
  'a reference past Unicode': '<a>&#x110000;</a>',
  'a reference with a capital X': '<a>&#X41;</a>',
  'an empty reference': '<a>&;</a>',
  'a bare ampersand': '<a>Montague & Capulet</a>',
  'a bare ampersand in an attribute': '<a b="Montague & Capulet"/>',
  'an undefined entity': '<a>&nbsp;</a>',
  'an entity named after something every object has': '<a>&constructor;</a>',
  'the end of a CDATA section in text': '<a>]]></a>',
  'a less-than sign in an attribute': '<a b="<"/>',
  'a less-than sign in text': '<a>1 < 2</a>',
  'a space before a name': '< a/>',
  'a space inside the end of an empty tag': '<a / >',
  'an XML declaration that is not at the start': '<a><?xml version="1.0"?></a>',
  'something unknown after <![': '<a><![cdata[b]]></a>',
};

const restricted: Readonly<Record<string, string>> = {
  'a comment': '<a><!-- b --></a>',
  'a processing instruction': '<a><?b c?></a>',
  'a stylesheet': '<?xml-stylesheet href="a"?><a/>',
  'a document type declaration': '<!DOCTYPE a><a/>',
  'an internal subset (billion laughs)':
    '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;&l;&l;"><!ENTITY n "&m;&m;&m;&m;&m;">]><a>&n;</a>',
  'an external entity': '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
};

export const malformed: readonly Malformed[] = [
  ...Object.entries(notWellFormed).map(([name, text]) => ({
    name,
    text,
    code: 'xml-not-well-formed' as const,
  })),
  ...Object.entries(restricted).map(([name, text]) => ({ name, text, code: 'xml-restricted' as const })),
];
