/** White space as xs:token has it: runs of blanks are one blank, none at the ends. Source: XML Schema Part 2 §4.3.6 */
export function collapse(text: string): string {
  return blanksInExcess.test(text) ? text.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '') : text;
}

/** Does it have only characters that XML can carry? Source: XML 1.0 §2.2 */
export function isXmlText(text: string): boolean {
  return /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u.test(text);
}

/** Is it an xs:ID? Source: XML Schema Part 2 §3.3.8; Namespaces in XML §3 NCName */
export function isId(text: string): boolean {
  return id.test(text);
}

/** Nothing but space, tab, line feed and carriage return: what may stand between elements. Source: XML 1.0 §2.3 */
export function isBlank(text: string): boolean {
  return !/[^ \t\r\n]/.test(text);
}

const blanksInExcess = /^ | $|[\t\n\r]| {2}/;

const starts =
  'A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}' +
  '\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}';

const id = new RegExp(`^[${starts}][${starts}\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}]*$`, 'u');
