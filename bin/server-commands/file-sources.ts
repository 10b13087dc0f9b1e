import { readFileSync, statSync } from 'node:fs';
import { RequestError, type Sources } from '../../reference-server/tools/index.ts';

/** Files of this machine, named from the working directory. What a file is is looked at once until `refresh`. */
export class FileSources implements Sources {
  readonly #stamps = new Map<string, string>();

  /** Look at every file again. */
  refresh(): void {
    this.#stamps.clear();
  }

  /** A pipe or a device has no end, so only files are read. */
  read(path: string): Uint8Array {
    const { size } = fileAt(path);
    if (size > maxFileBytes)
      throw new RequestError(
        'file-unreadable',
        `${path}: has ${size} bytes; name a file of ${maxFileBytes} at most`,
      );
    return orUnreadable(path, () => readFileSync(path));
  }

  stamp(path: string): string {
    const known = this.#stamps.get(path);
    if (known !== undefined) return known;
    const { mtimeNs, size, ino } = fileAt(path);
    const stamp = `${mtimeNs} ${size} ${ino}`;
    this.#stamps.set(path, stamp);
    return stamp;
  }
}

/** As large as XML documents may be. */
const maxFileBytes = 16_777_216;

function fileAt(path: string): { mtimeNs: bigint; size: bigint; ino: bigint } {
  const state = orUnreadable(path, () => statSync(path, { bigint: true }));
  if (state.isFile()) return state;
  throw new RequestError('file-unreadable', `${path}: is no file; name one`);
}

function orUnreadable<Value>(path: string, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const what = missing ? `there is no file \`${path}\`` : `the file \`${path}\` cannot be read`;
    throw new RequestError('file-unreadable', `${what}; give the path of one that can`, { cause });
  }
}
