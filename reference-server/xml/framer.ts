import { isSpace } from './characters.ts';
import {
  closingBracket,
  doubleQuote,
  exclamationMark,
  greaterThan,
  hyphen,
  lessThan,
  questionMark,
  singleQuote,
  slash,
  underscore,
} from './codes.ts';
import { XmlError } from './errors.ts';
import { OpenNames } from './open-names.ts';

/** A part of a stream: all up to the end of the root's start tag, a child of the root, the root's end tag. */
export type Unit = 'head' | 'child' | 'end';

/**
 * Finds in one pass over the bytes where each part of a stream ends, so that it can be read in one piece.
 *
 * It looks only for what decides that: tags, quotes, CDATA sections. Of what is wrong it refuses at once
 * what could keep a part from ever ending (an end tag of another name than the start tag, `<` inside a
 * tag) and what no stream may hold (comments, DTDs, processing instructions). The rest is refused when
 * the part is read.
 */
export class Framer {
  /** Which unit ended where `scan` stopped, until `next`; undefined if the bytes ended first. */
  found: Unit | undefined;
  /** Where the unit being read begins in the bytes last scanned, 0 if it began earlier; -1 between units. */
  start = 0;
  readonly #maxDepth: number;
  readonly #names: OpenNames;
  #state: State = 'outside';
  /** Elements open, the root among them. */
  #depth = 0;
  /** As many as were open where the unit began. */
  #depthAtStart = 0;
  #ended = false;
  /** Was nothing read before the `<` that a markup began with? */
  #first = true;
  #quote = 0;
  /** Was the last byte in the tag a `/`? */
  #slash = false;
  /** How many bytes were seen of what the state waits for. */
  #matched = 0;

  /** `maxDepth` counts from the children of the root. */
  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
    this.#names = new OpenNames(maxDepth + 1);
  }

  /** Goes on at `from`, to the end of a unit or of the bytes, and gives the place after it. */
  scan(bytes: Uint8Array, from: number): number {
    if (this.start !== -1) this.start = from;
    let at = from;
    while (at < bytes.length && this.found === undefined) at = this.#step(bytes, at);
    return at;
  }

  /** The next unit begins after the one found. */
  next(): void {
    this.found = undefined;
    this.start = -1;
  }

  /** Goes back to where the unit being read began. */
  forget(): void {
    this.#state = 'outside';
    this.#depth = this.#depthAtStart;
    this.#first = this.#depth === 0 && !this.#ended;
    this.start = this.#first ? 0 : -1;
  }

  /** Passes at least one byte, and as many as belong together. */
  #step(bytes: Uint8Array, at: number): number {
    switch (this.#state) {
      case 'outside':
        return this.#outside(bytes, at);
      case 'text':
        return this.#text(bytes, at);
      case 'open':
        return this.#open(bytes[at], at);
      case 'start-name':
        return this.#startName(bytes, at);
      case 'tag':
        return this.#tag(bytes, at);
      case 'value':
        return this.#value(bytes, at);
      case 'end-name':
        return this.#endName(bytes, at);
      case 'end-tag':
        return this.#endTag(bytes[at], at);
      case 'cdata-open':
        return this.#cdataOpen(bytes[at], at);
      case 'cdata':
        return this.#cdata(bytes[at], at);
      case 'question':
        return this.#question(bytes[at], at);
      case 'declaration':
        return this.#declaration(bytes[at], at);
    }
  }

  #outside(bytes: Uint8Array, from: number): number {
    let at = from;
    while (isSpace(bytes[at])) at += 1;
    if (at > from) this.#first = false;
    if (at === bytes.length) return at;
    if (bytes[at] !== lessThan) refuse('text outside of the elements of a stream');
    if (this.start === -1) {
      this.start = at;
      this.#depthAtStart = this.#depth;
    }
    this.#state = 'open';
    return at + 1;
  }

  #text(bytes: Uint8Array, from: number): number {
    const at = bytes.indexOf(lessThan, from);
    if (at === -1) return bytes.length;
    this.#state = 'open';
    return at + 1;
  }

  /** The byte after `<`. */
  #open(byte: number | undefined, at: number): number {
    if (byte !== questionMark) this.#first = false;
    this.#matched = 0;
    if (byte === slash) {
      this.#state = 'end-name';
      this.#names.begin();
    } else if (byte === exclamationMark) {
      this.#state = 'cdata-open';
    } else if (byte === questionMark) {
      this.#state = 'question';
    } else {
      this.#openStart(byte);
      return at;
    }
    return at + 1;
  }

  /** `byte` is the first of the name. */
  #openStart(byte: number | undefined): void {
    if (!mayStartName(byte)) refuse('`<` that begins no tag');
    if (this.#ended) refuse('second root');
    if (this.#depth > this.#maxDepth) {
      throw new XmlError('xml-too-deep', `more than ${this.#maxDepth} elements inside one another`);
    }
    this.#state = 'start-name';
    this.#names.begin();
  }

  #startName(bytes: Uint8Array, from: number): number {
    const at = this.#names.read(bytes, from);
    if (at === bytes.length) return at;
    this.#names.keep(this.#depth);
    this.#slash = false;
    this.#state = 'tag';
    return at;
  }

  #tag(bytes: Uint8Array, from: number): number {
    let slashed = this.#slash;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === greaterThan) {
        this.#started(slashed);
        return at + 1;
      }
      if (slashed) refuse('`/` inside a tag');
      if (byte === lessThan) refuse('`<` inside a tag');
      if (byte === doubleQuote || byte === singleQuote) {
        this.#slash = false;
        this.#quote = byte;
        this.#state = 'value';
        return at + 1;
      }
      slashed = byte === slash;
    }
    this.#slash = slashed;
    return bytes.length;
  }

  #value(bytes: Uint8Array, from: number): number {
    const quote = this.#quote;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === quote) {
        this.#state = 'tag';
        return at + 1;
      }
      if (byte === lessThan) refuse('`<` in an attribute value');
    }
    return bytes.length;
  }

  /** After the `>` of a start tag. */
  #started(empty: boolean): void {
    if (!empty) this.#depth += 1;
    this.#state = this.#depth > 1 ? 'text' : 'outside';
    this.#ended = this.#depth === 0;
    if (this.#depth === 0 || (this.#depth === 1 && !empty)) this.found = 'head';
    else if (this.#depth === 1) this.found = 'child';
  }

  #endName(bytes: Uint8Array, from: number): number {
    const at = this.#names.read(bytes, from);
    if (at === bytes.length) return at;
    if (this.#depth === 0) refuse('end tag outside of the root');
    this.#depth -= 1;
    if (!this.#names.mayBe(this.#depth)) refuse('end tag of another name than its start tag');
    this.#state = 'end-tag';
    return at;
  }

  #endTag(byte: number | undefined, at: number): number {
    if (byte === greaterThan) {
      this.#state = this.#depth > 1 ? 'text' : 'outside';
      this.#ended = this.#depth === 0;
      if (this.#depth <= 1) this.found = this.#ended ? 'end' : 'child';
    } else if (!isSpace(byte)) refuse('something after the name in an end tag');
    return at + 1;
  }

  /** After `<!`. */
  #cdataOpen(byte: number | undefined, at: number): number {
    if (byte !== cdataOpen.charCodeAt(this.#matched)) {
      if (this.#matched > 0) refuse('`<![` that begins no CDATA section');
      if (byte === hyphen) throw new XmlError('xml-restricted', 'comment');
      throw new XmlError('xml-restricted', 'document type declaration');
    }
    this.#matched += 1;
    if (this.#matched === cdataOpen.length) {
      if (this.#depth < 2) refuse('CDATA section outside of the elements of a stream');
      this.#state = 'cdata';
      this.#matched = 0;
    }
    return at + 1;
  }

  #cdata(byte: number | undefined, at: number): number {
    if (byte === closingBracket) this.#matched = Math.min(this.#matched + 1, 2);
    else if (byte === greaterThan && this.#matched === 2) this.#state = 'text';
    else this.#matched = 0;
    return at + 1;
  }

  /** After `<?`. */
  #question(byte: number | undefined, at: number): number {
    if (this.#matched === xml.length && isSpace(byte)) {
      if (!this.#first) refuse('XML declaration that is not at the very start');
      this.#first = false;
      this.#state = 'declaration';
      this.#matched = 0;
      return at + 1;
    }
    if (byte !== xml.charCodeAt(this.#matched))
      throw new XmlError('xml-restricted', 'processing instruction');
    this.#matched += 1;
    return at + 1;
  }

  #declaration(byte: number | undefined, at: number): number {
    if (byte === greaterThan && this.#matched === 1) this.#state = 'outside';
    this.#matched = byte === questionMark ? 1 : 0;
    return at + 1;
  }
}

type State =
  | 'outside'
  | 'text'
  | 'open'
  | 'start-name'
  | 'tag'
  | 'value'
  | 'end-name'
  | 'end-tag'
  | 'cdata-open'
  | 'cdata'
  | 'question'
  | 'declaration';

/** An ASCII letter, `_` or a byte of a longer character. */
function mayStartName(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const lower = byte | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || byte >= 0x80 || byte === underscore;
}

function refuse(why: string): never {
  throw new XmlError('xml-not-well-formed', why);
}

const cdataOpen = '[CDATA[';
const xml = 'xml';
