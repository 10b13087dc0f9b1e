import { cellsOf, type Matrix } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { Found } from '../findings.ts';
import { addressName, syntaxName } from '../texts.ts';
import { sentenceOf, worst } from '../verdict.ts';
import { judgeProbe } from './probe.ts';

/** One finding for each cell, row by row. */
export function judgeMatrix(context: Context, matrix: Matrix, step: number): Found[] {
  return cellsOf(matrix).map((probe, index) => {
    const claim = `${probe.label}${syntaxName(probe.syntax)} from ${probe.from} to ${addressName(probe.to)} is ${probe.expect}`;
    return together(claim, judgeProbe(context, probe, step, `.${index}`));
  });
}

/** All that was found of one cell as one finding. */
export function together(claim: string, found: readonly Found[]): Found {
  const outcome = worst(found.map((one) => one.outcome));
  const shown = found.filter((one) => one.outcome === outcome);
  const evidence = [...new Set(shown.flatMap((one) => one.evidence))].sort((a, b) => a - b);
  const strength = shown.find((one) => one.strength)?.strength;
  if (outcome === 'passed') return { outcome, claim, evidence, ...(strength && { strength }) };
  return { outcome, claim, seen: shown.map(sentenceOf).join('; '), evidence };
}
