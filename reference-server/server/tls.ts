import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import { ConfigError } from './config.ts';

/** The server's certificate, as files and as TLS uses it. */
export interface Identity {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly context: SecureContext;
}

/** @throws ConfigError when a file is missing or the two do not belong together */
export function readTls({ certificate, key }: { certificate: string; key: string }): Identity {
  const files = { cert: readFile('certificate', certificate), key: readFile('key', key) };
  try {
    return { ...files, context: createSecureContext({ ...files, minVersion: 'TLSv1.2' }) };
  } catch {
    throw new ConfigError(
      `${certificate}: this certificate and the key ${key} cannot be used together; give a PEM pair`,
    );
  }
}

function readFile(what: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new ConfigError(`${file}: the ${what} cannot be read; correct \`tls.${what}\``);
  }
}
