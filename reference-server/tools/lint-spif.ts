import { type Finding, type Policy, type ReadSpif, readSpif, SpifError } from '#policy';
import { sentenceOf } from './spif-shelf.ts';

/** What is wrong with a SPIF, and whether it is loaded all the same. */
export interface LintedSpif {
  /** `strict`: it follows the schema; `lenient`: it departs from it where no decision depends on it; `no`: it is not loaded. */
  readonly loads: 'strict' | 'lenient' | 'no';
  readonly policy?: Policy;
  readonly findings: readonly SpifFinding[];
}

/** One thing in a SPIF, and the line it is in, from 1. */
export interface SpifFinding {
  readonly line?: number;
  readonly code: Finding['code'] | SpifError['code'];
  readonly message: string;
}

/** Everything that there is to say about a SPIF: it is read in both modes. */
export function lintSpif(document: Uint8Array): LintedSpif {
  const lenient = attempt(() => readSpif(document, 'lenient'));
  if (lenient instanceof SpifError) return { loads: 'no', findings: [refusal(lenient)] };
  const strict = attempt(() => readSpif(document, 'strict'));
  return {
    loads: strict instanceof SpifError ? 'lenient' : 'strict',
    policy: lenient.policy,
    findings: lenient.findings.map(({ line, code, message }) => placed(line, { code, message })),
  };
}

function attempt(read: () => ReadSpif): ReadSpif | SpifError {
  try {
    return read();
  } catch (error) {
    if (error instanceof SpifError) return error;
    throw error;
  }
}

function refusal(error: SpifError): SpifFinding {
  return placed(error.line, { code: error.code, message: sentenceOf(error) });
}

function placed(line: number | undefined, finding: Omit<SpifFinding, 'line'>): SpifFinding {
  return line === undefined ? finding : { line, ...finding };
}
