import type { SaslMechanism } from './mechanism.ts';
import { plain } from './plain.ts';
import { scram } from './scram.ts';

/** Every mechanism that a client can log in with, best first: clients take the first they know. */
export const clientMechanisms: readonly SaslMechanism[] = [
  scram('SCRAM-SHA-256', 'sha256'),
  scram('SCRAM-SHA-1', 'sha1'),
  plain,
];
