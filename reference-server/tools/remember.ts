/**
 * What was found out about texts, each for as long as the object that it was found out under is in use. Bounded: whoever
 * asks about many texts pushes others out and gains nothing.
 */
export class Remember<Value> {
  readonly #under = new WeakMap<object, Map<string, Value>>();

  /** What is known under `owner` by this key; made where it is not known. */
  get(owner: object, key: string, make: () => Value): Value {
    let known = this.#under.get(owner);
    if (known === undefined || known.size >= maxKept) {
      known = new Map<string, Value>();
      this.#under.set(owner, known);
    }
    const value = known.get(key);
    if (value !== undefined) return value;
    const made = make();
    if (key.length <= maxKeyLength) known.set(key, made);
    return made;
  }
}

/** Values kept at a time for one owner, and UTF-16 units of the longest key. */
const maxKept = 2048;
const maxKeyLength = 4096;
