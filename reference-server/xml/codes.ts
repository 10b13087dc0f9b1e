/** The characters that mark up, as codes. */
export const exclamationMark = 0x21;
export const doubleQuote = 0x22;
export const ampersand = 0x26;
export const singleQuote = 0x27;
export const hyphen = 0x2d;
export const slash = 0x2f;
export const colon = 0x3a;
export const lessThan = 0x3c;
export const greaterThan = 0x3e;
export const questionMark = 0x3f;
export const closingBracket = 0x5d;
export const underscore = 0x5f;
