import { type Policies, type Policy, policiesOf, type ReadingMode, readSpif, SpifError } from '#policy';
import { RequestError } from './errors.ts';
import type { Sources } from './sources.ts';

/** SPIF files that were read, each once for as long as the file stays what it is. */
export class SpifShelf {
  readonly #sources: Sources;
  readonly #policies = new Map<string, { readonly stamp: string; readonly policy: Policy }>();
  readonly #sets = new Map<string, Policies>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /**
   * The policies of these files; the first governs. The same files give the same object.
   *
   * @throws RequestError `file-unreadable`, `spif-…`, naming file and line
   */
  take(paths: readonly string[], mode: ReadingMode): Policies {
    const [governing, ...others] = paths.map((path) => this.#policy(path, mode));
    if (governing === undefined) throw new RequestError('bad-request', '`spif` names no file; name one');
    const key = JSON.stringify([mode, ...paths]);
    const known = this.#sets.get(key);
    if (known?.all.every((policy, at) => policy === (at === 0 ? governing : others[at - 1]))) return known;
    if (this.#sets.size === maxSets) this.#sets.clear();
    const set = inSentence(paths[0] ?? '', () => policiesOf(governing, ...others));
    this.#sets.set(key, set);
    return set;
  }

  #policy(path: string, mode: ReadingMode): Policy {
    const key = `${mode} ${path}`;
    const stamp = this.#sources.stamp(path);
    const known = this.#policies.get(key);
    if (known?.stamp === stamp) return known.policy;
    const { policy } = inSentence(path, () => readSpif(this.#sources.read(path), mode));
    if (this.#policies.size === maxPolicies) this.#policies.clear();
    this.#policies.set(key, { stamp, policy });
    return policy;
  }
}

/** Policies and sets of them kept at a time: more than anybody loads, and not all that a stranger names. */
const maxPolicies = 64;
const maxSets = 16;

function inSentence<Value>(path: string, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof SpifError)) throw cause;
    throw new RequestError(cause.code, `${placeOf(path, cause)}: ${sentenceOf(cause)}`, { cause });
  }
}

/** `policy.xml:12`, as editors open it. */
export function placeOf(path: string, { line }: { readonly line: number | undefined }): string {
  return line === undefined ? path : `${path}:${line}`;
}

/** What a SPIF is refused for, without the line. */
export function sentenceOf({ message, line }: SpifError): string {
  return line === undefined ? message : message.slice(`line ${line}: `.length);
}
