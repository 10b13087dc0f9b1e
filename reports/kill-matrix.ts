import type { FaultProof, ProofRecord } from '../harness/record/index.ts';

/** Which scenario notices which fault, for a terminal or a note: a line each, then what is wrong with the suite. */
export function killMatrix(proof: ProofRecord): string {
  const width = Math.max(...proof.faults.map(({ fault }) => fault.length));
  return [...proof.faults.flatMap((fault) => linesOf(fault, width)), '', ...verdict(proof)].join('\n');
}

function linesOf({ fault, broken, red, missed, unsaid }: FaultProof, width: number): string[] {
  const sign = red.length === 0 || missed.length > 0 ? '✕' : '✓';
  const said = red.filter((id) => !unsaid.includes(id));
  return [
    `${sign} ${fault.padEnd(width)}  ${String(red.length).padStart(3)} red  ${broken}`,
    ...listed('says so', said, width),
    ...listed('as well', unsaid, width),
    ...listed('MISSED', missed, width),
  ];
}

function listed(word: string, ids: readonly string[], width: number): string[] {
  return ids.map((id) => `  ${''.padEnd(width)}  ${word.padEnd(8)} ${id}`);
}

function verdict({ faults, unsound, neverRed }: ProofRecord): string[] {
  const alive = faults.filter(({ red }) => red.length === 0);
  const noticed = [
    `${faults.length - alive.length} of ${faults.length} faults are noticed`,
    ...alive.map(({ fault }) => `  not noticed: ${fault}`),
    ...unsound.map((id) => `  not passed without a fault either: ${id}`),
  ];
  if (neverRed === undefined) return noticed;
  return [
    ...noticed,
    `${neverRed.length === 0 ? 'every' : 'not every'} scenario that expects a refusal was seen red`,
    ...neverRed.map((id) => `  never red: ${id}`),
  ];
}
