import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import { type Config, ConfigError } from './config.ts';

/** The server's certificate, as files and as TLS uses it. */
export interface Identity {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly context: SecureContext;
}

/** @throws ConfigError when a file is missing or the two do not belong together */
export function readTls({ tls, placeOf }: Config): Identity {
  const cert = readFile(tls.certificate, `${placeOf(['tls', 'certificate'])}: the certificate`);
  const key = readFile(tls.key, `${placeOf(['tls', 'key'])}: the key`);
  try {
    return { cert, key, context: createSecureContext({ cert, key, minVersion: 'TLSv1.2' }) };
  } catch {
    throw new ConfigError(
      `${placeOf(['tls'])}: this certificate and this key do not belong together; give a PEM pair`,
    );
  }
}

function readFile(file: string, what: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new ConfigError(`${what} \`${file}\` cannot be read; give the path of a PEM file`);
  }
}
