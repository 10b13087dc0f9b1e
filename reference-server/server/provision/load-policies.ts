import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Policies, type Policy, policiesOf, readSpif, SpifError } from '#policy';
import { ProvisionError } from './verbs.ts';

/** A SPIF that was read, and the state of the file it was read from. */
interface Loaded {
  readonly stamp: string;
  readonly policy: Policy;
}

const loaded = new Map<string, Loaded>();

/**
 * The policies of some SPIF files; the first governs. A file that did not change is not read again, so its
 * classifications stay the same objects.
 *
 * @throws ProvisionError naming file and line
 */
export function loadPolicies(files: readonly string[], folder: string): Policies {
  const [governing, ...others] = files.map((file) => loadPolicy(resolve(folder, file)));
  if (governing === undefined) throw new ProvisionError('name at least one SPIF file', 'Pol');
  try {
    return policiesOf(governing, ...others);
  } catch (error) {
    if (error instanceof SpifError) throw new ProvisionError(error.message, 'Pol');
    throw error;
  }
}

function loadPolicy(file: string): Policy {
  const stamp = stampOf(file);
  const known = loaded.get(file);
  if (known?.stamp === stamp) return known.policy;
  try {
    const { policy } = readSpif(readFileSync(file, 'utf8'), 'lenient');
    loaded.set(file, { stamp, policy });
    return policy;
  } catch (error) {
    if (!(error instanceof SpifError)) throw error;
    const place = error.line === undefined ? file : `${file}:${error.line}`;
    // The place has the line already
    throw new ProvisionError(`${place}: ${error.message.replace(/^line \d+: /, '')}`, 'Pol');
  }
}

function stampOf(file: string): string {
  try {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs} ${size}`;
  } catch {
    throw new ProvisionError(`there is no file \`${file}\`; name a SPIF`, 'Pol');
  }
}
