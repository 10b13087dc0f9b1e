import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Prosody's data of one host as files, its storage `internal`: accounts are written before it starts, and everything but
 * the accounts is forgotten between scenarios. It reads them each time it needs them.
 */
export class ProsodyStorage {
  readonly #folder: string;

  /** `folder` is Prosody's own. */
  constructor(folder: string, domain: string) {
    this.#folder = join(folder, 'data', fileName(domain));
  }

  /** Password by user name, for `authentication = "internal_plain"`. */
  writeAccounts(accounts: Readonly<Record<string, string>>): void {
    const folder = join(this.#folder, 'accounts');
    mkdirSync(folder, { recursive: true });
    for (const [user, password] of Object.entries(accounts)) {
      const file = join(folder, `${fileName(user)}.dat`);
      writeFileSync(file, `return { ["password"] = ${JSON.stringify(password)}; };\n`);
    }
  }

  /**
   * Offline messages, rosters, whatever else was kept.
   *
   * COMPAT Prosody 0.12.3: a folder that it made once it never makes again: the files go, the folders stay.
   */
  forget(): void {
    if (!existsSync(this.#folder)) return;
    for (const entry of readdirSync(this.#folder, { withFileTypes: true })) {
      const path = join(this.#folder, entry.name);
      if (!entry.isDirectory()) rmSync(path);
      else if (entry.name !== 'accounts')
        for (const file of readdirSync(path)) rmSync(join(path, file), { recursive: true });
    }
  }
}

/** A name as Prosody writes it in a path: every byte but letters and digits as `%xx`. */
export function fileName(name: string): string {
  return [...Buffer.from(name)]
    .map((byte) => String.fromCharCode(byte))
    .map((byte) => (/[A-Za-z0-9]/.test(byte) ? byte : `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`))
    .join('');
}
