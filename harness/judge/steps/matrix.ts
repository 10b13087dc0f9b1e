import { cellsOf, type Matrix } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import { type Found, list } from '../findings.ts';
import { addressName, syntaxName } from '../texts.ts';
import { sentenceOf, worst, worstKind } from '../verdict.ts';
import { judgeProbe } from './probe.ts';

/** One finding for each cell, row by row. */
export function judgeMatrix(context: Context, matrix: Matrix, step: number): Found[] {
  return cellsOf(matrix).map((probe, index) => {
    const { label, syntax, from, to, at, notAt, expect } = probe;
    const who =
      at === undefined ? '' : `, to ${list(at)}${notAt === undefined ? '' : ` and not to ${list(notAt)}`}`;
    const claim = `${label}${syntaxName(syntax)} from ${from} to ${addressName(to)} is ${expect}${who}`;
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
  const kind = worstKind(found);
  return { outcome, ...(kind && { kind }), claim, seen: shown.map(sentenceOf).join('; '), evidence };
}
