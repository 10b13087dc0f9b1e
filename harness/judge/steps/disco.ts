import { childOf, childrenOf } from '#xml';
import type { Disco } from '../../scenario/index.ts';
import { judgeAnswer } from '../answer.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds } from '../findings.ts';
import { discoNamespace } from '../namespaces.ts';

/** Service discovery: the features that are listed, and those that are not. Source: XEP-0030 §3. */
export function judgeDisco(context: Context, disco: Disco, step: number): Found[] {
  const { answer, findings } = judgeAnswer(context, { from: disco.from, expect: 'result' }, step);
  if (!answer) return [...findings];
  const query = childOf(answer.element, discoNamespace, 'query');
  if (!query) return [...findings, fails('the answer holds a disco#info query', 'it does not', [answer.n])];
  const listed = new Set(
    childrenOf(query, discoNamespace, 'feature').map(({ attributes }) => attributes['var']),
  );
  return [
    ...findings,
    ...disco.has.map((feature) => {
      const claim = `the feature ${feature} is listed`;
      return listed.has(feature) ? holds(claim, [answer.n]) : fails(claim, 'it is not', [answer.n]);
    }),
    ...disco.lacks.map((feature) => {
      const claim = `the feature ${feature} is not listed`;
      return listed.has(feature) ? fails(claim, 'it is', [answer.n]) : holds(claim, [answer.n]);
    }),
  ];
}
