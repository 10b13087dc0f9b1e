import { childOf } from '#xml';
import type { Offered, Probe } from '../../scenario/index.ts';
import { judgeAnswer } from '../answer.ts';
import { catalogItems } from '../catalog-form.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds, list } from '../findings.ts';
import { labelName } from '../label-names.ts';
import { catalogNamespace } from '../namespaces.ts';
import { together } from './matrix.ts';
import { judgeProbe } from './probe.ts';

/** Of some labels, exactly those that the catalog lists are delivered. Both kinds must occur, or nothing was shown. */
export function judgeOffered(context: Context, offered: Offered, step: number): Found[] {
  const { answer, findings } = judgeAnswer(context, { from: offered.from, expect: 'result' }, step);
  if (!answer) return [...findings];
  const catalog = childOf(answer.element, catalogNamespace, 'catalog');
  if (!catalog)
    return [...findings, fails('claim', 'the answer holds a catalog (CAT-01)', 'it does not', [answer.n])];
  const listed = new Set(catalogItems(catalog).map((item) => labelName(context.fixtures, item)));
  const cells = offered.labels.map((label, index) => {
    const expect = listed.has(label) ? 'delivered' : 'refused';
    const { from, to, fence } = offered;
    const probe: Probe = { from, to, label, syntax: 'ess', fence, expect, type: 'chat', body: true };
    const what = `${label} is ${expect === 'delivered' ? 'listed and delivered (CAT-16)' : 'not listed and refused (CAT-17)'}`;
    return asOffered(together(what, judgeProbe(context, probe, step, `.${index}`)));
  });
  return [...findings, bothKinds(offered.labels, listed, answer.n), ...cells];
}

/** What is listed and does not pass is a claim that is not kept; what passes and is not listed may be no less than a leak. */
function asOffered(found: Found): Found {
  return found.kind === 'over-block' ? { ...found, kind: 'claim' } : found;
}

function bothKinds(labels: readonly string[], listed: ReadonlySet<string>, line: number): Found {
  const offered = labels.filter((label) => listed.has(label));
  const claim = `of ${list(labels)}, the catalog lists some and leaves out others`;
  if (offered.length > 0 && offered.length < labels.length) return holds(claim, [line]);
  return fails('claim', claim, offered.length === 0 ? 'it lists none' : 'it lists all', [line]);
}
