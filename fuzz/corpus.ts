import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { decodeBase64, LabelError } from '#labels';

/** The files of fixtures/ that this glob matches. */
export function filesOf(pattern: string): Uint8Array[] {
  return globSync(pattern, { cwd: fixtures })
    .sort()
    .map((name) => new Uint8Array(readFileSync(`${fixtures}/${name}`)));
}

/** The texts under `key` in a file of fixtures/ that names things. */
export function textsOf(file: string, key: string): string[] {
  const rows = z
    .record(z.string(), z.looseObject({}))
    .parse(parse(readFileSync(`${fixtures}/${file}`, 'utf8')));
  return Object.values(rows)
    .map((row) => row[key])
    .filter((text) => typeof text === 'string');
}

/** The octets of the base64 that can be read as such. */
export function octetsOf(texts: readonly string[]): Uint8Array[] {
  return texts.flatMap((text) => {
    try {
      return [decodeBase64(text, 65_536)];
    } catch (error) {
      if (error instanceof LabelError) return [];
      throw error;
    }
  });
}

/** Texts as input. */
export function bytesOf(texts: readonly string[]): Uint8Array[] {
  return texts.map((text) => new TextEncoder().encode(text));
}

const fixtures = new URL('../fixtures', import.meta.url).pathname;
