import { type ReadingMode, readSpif, SpifError } from '#policy';
import { filesOf } from './corpus.ts';
import { type Decoder, refusing } from './decoder.ts';
import { weighPolicy } from './meaning.ts';

/** Policies: an administrator's file, and still nothing may be thrown but a SpifError. */
export const spifDecoders: readonly Decoder[] = [spif('strict'), spif('lenient')];

function spif(mode: ReadingMode): Decoder {
  return {
    name: `spif-${mode}`,
    seeds: filesOf('policies/**/*.xml'),
    examine: refusing([SpifError], (input) => {
      const { policy, findings } = readSpif(input, mode);
      weighPolicy(policy);
      return `read with ${[...new Set(findings.map(({ code }) => code))].join(' ')}`;
    }),
  };
}
