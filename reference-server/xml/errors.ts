/**
 * XML that is refused. In the order in which bytes meet it:
 *   `xml-encoding`         not UTF-8
 *   `xml-not-well-formed`  breaks XML 1.0 or Namespaces in XML
 *   `xml-restricted`       a DTD, entity declaration, processing instruction or comment (RFC 6120 §11.1)
 *   `xml-too-large`        over the reader's bound in bytes for one element
 *   `xml-too-deep`         nested past the reader's bound
 */
export type XmlErrorCode =
  | 'xml-encoding'
  | 'xml-not-well-formed'
  | 'xml-restricted'
  | 'xml-too-large'
  | 'xml-too-deep';

/** See `XmlErrorCode`. `line` and `column` count from 1 and are set for documents. */
export class XmlError extends Error {
  readonly code: XmlErrorCode;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(code: XmlErrorCode, message: string, place?: { line: number; column: number }) {
    super(message);
    this.name = 'XmlError';
    this.code = code;
    this.line = place?.line;
    this.column = place?.column;
  }
}
