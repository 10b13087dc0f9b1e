import { endOfSpace } from './characters.ts';
import { Cursor } from './cursor.ts';
import type { Element } from './element.ts';
import { XmlError } from './errors.ts';
import { Framer, type Unit } from './framer.ts';
import { type Limits, streamLimits } from './limits.ts';
import { Pending } from './pending.ts';
import { Prefixes } from './prefixes.ts';
import { passProlog } from './prolog.ts';
import { scanElement } from './scan-element.ts';
import { scanStartTag } from './start-tag.ts';
import { decodeUtf8 } from './utf8.ts';

/** The start tag of a stream's root. */
export interface RootTag {
  readonly name: string;
  readonly namespace: string;
  /** Keyed as those of an `Element`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The default namespace of its children: their source is `within` it. */
  readonly defaultNamespace: string;
  /** The prefixes that it declares, each with its namespace. */
  readonly prefixes: ReadonlyMap<string, string>;
}

/** What is told of a stream, in order; `text` is exactly what was read, markup and all. */
export interface ReaderListener {
  /** The root has begun. `text` includes what stood before it. */
  onRoot(root: RootTag, text: string): void;
  /** A child of the root is complete. */
  onElement(element: Element, text: string): void;
  /** The root has ended. */
  onEnd(text: string): void;
}

/**
 * Reads one XML document that arrives in pieces and is acted on before it ends: its root's start tag, each
 * child of the root, the root's end. Bytes may be split anywhere. Between children only white space may
 * stand, and is passed over.
 *
 * A child is held until it is complete, so what it costs is bounded by `Limits`; each byte is looked at a
 * fixed number of times however the stream is cut.
 *
 * Source: RFC 6120 §4.1, §11.1 (what a stream may not hold), §11.3 (well-formedness).
 */
export class ElementReader {
  readonly #listener: ReaderListener;
  #limits: Limits;
  readonly #framer: Framer;
  readonly #pending = new Pending();
  readonly #prefixes = new Prefixes();
  #root = { written: '', defaultNamespace: '' };
  #stopped = false;
  #failure: XmlError | undefined;

  constructor(listener: ReaderListener, limits: Partial<Limits> = {}) {
    this.#listener = listener;
    this.#limits = { ...streamLimits, ...limits };
    this.#framer = new Framer(this.#limits.maxDepth);
  }

  /** From the next element on one may be as long as this, in bytes. */
  allowBytes(maxBytes: number): void {
    this.#limits = { ...this.#limits, maxBytes };
  }

  /**
   * Reads on, and tells the listener of all that these bytes complete.
   *
   * Gives the bytes that were not looked at: none, unless the listener called `stop`; then they begin right
   * after what it was told last. Whoever calls `read` again after an `XmlError` gets the same error.
   */
  read(bytes: Uint8Array): Uint8Array {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      return bytes.subarray(this.#readUnits(bytes));
    } catch (error) {
      if (error instanceof XmlError) this.#failure = error;
      throw error;
    }
  }

  /**
   * Reads nothing more until `resume`, and gives back the bytes of what has begun and was not told yet:
   * none when the listener calls it. With what `read` then gives, no byte is lost: they are for the
   * reader of the next stream, or for this one after `resume`.
   */
  stop(): Uint8Array {
    this.#stopped = true;
    if (this.#pending.length > 0) this.#framer.forget();
    return this.#pending.take();
  }

  /** Reads on after `stop`. The bytes that were given back are to be given again. */
  resume(): void {
    this.#stopped = false;
  }

  /** Gives the place that reading came to. */
  #readUnits(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length && !this.#stopped) {
      const end = this.#framer.scan(bytes, at);
      if (this.#framer.start !== -1)
        this.#readUnit(this.#framer.found, bytes.subarray(this.#framer.start, end));
      at = end;
    }
    return at;
  }

  /** `bytes` are the last ones of the unit, or not even those: then they are kept. */
  #readUnit(unit: Unit | undefined, bytes: Uint8Array): void {
    if (this.#pending.length + bytes.length > this.#limits.maxBytes) {
      throw new XmlError('xml-too-large', `element of more than ${this.#limits.maxBytes} bytes`);
    }
    if (unit === undefined) {
      this.#pending.add(bytes);
      return;
    }
    this.#framer.next();
    if (this.#pending.length === 0) {
      this.#tell(unit, decodeUtf8(bytes));
    } else {
      this.#pending.add(bytes);
      this.#tell(unit, decodeUtf8(this.#pending.take()));
    }
  }

  #tell(unit: Unit, text: string): void {
    const cursor = new Cursor(text, { limits: this.#limits, prefixes: this.#prefixes });
    if (unit === 'child') {
      const element = scanElement(cursor, this.#root.defaultNamespace, 1);
      expectEnd(cursor);
      this.#listener.onElement(element, text);
    } else if (unit === 'head') {
      this.#tellRoot(cursor);
    } else {
      cursor.pass(`</${this.#root.written}`);
      cursor.at = endOfSpace(text, cursor.at);
      cursor.pass('>');
      expectEnd(cursor);
      this.#listener.onEnd(text);
    }
  }

  #tellRoot(cursor: Cursor): void {
    passProlog(cursor);
    const root = scanStartTag(cursor, '', 0);
    expectEnd(cursor);
    this.#root = root;
    const { name, namespace, attributes, defaultNamespace, empty } = root;
    this.#listener.onRoot(
      { name, namespace, attributes, defaultNamespace, prefixes: this.#prefixes.all() },
      cursor.text,
    );
    if (empty) this.#listener.onEnd('');
  }
}

/** What the framer takes for one unit is read as exactly that. */
function expectEnd(cursor: Cursor): void {
  if (cursor.at < cursor.text.length) cursor.refuse('markup that is not what it seemed');
}
