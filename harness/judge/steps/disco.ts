import { childOf, childrenOf, type Element } from '#xml';
import type { Disco } from '../../scenario/index.ts';
import { judgeAnswer } from '../answer.ts';
import { capabilitiesHash } from '../capabilities.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds, open } from '../findings.ts';
import { discoNamespace } from '../namespaces.ts';
import { readStanza } from '../read-stanza.ts';

/** Service discovery: the features that are listed, and those that are not. Source: XEP-0030 §3. */
export function judgeDisco(context: Context, disco: Disco, step: number): Found[] {
  const { answer, findings } = judgeAnswer(context, { from: disco.from, expect: 'result' }, step);
  if (!answer) return [...findings];
  const query = childOf(answer.element, discoNamespace, 'query');
  if (!query)
    return [...findings, fails('protocol', 'the answer holds a disco#info query', 'it does not', [answer.n])];
  const listed = new Set(
    childrenOf(query, discoNamespace, 'feature').map(({ attributes }) => attributes['var']),
  );
  return [
    ...findings,
    ...identityFindings(context, disco, query, answer.n),
    ...(disco.capabilities ? capabilitiesFindings(context, disco.from, query, answer.n) : []),
    ...disco.has.map((feature) => {
      const claim = `the feature ${feature} is listed`;
      return listed.has(feature) ? holds(claim, [answer.n]) : fails('claim', claim, 'it is not', [answer.n]);
    }),
    ...disco.lacks.map((feature) => {
      const claim = `the feature ${feature} is not listed`;
      return listed.has(feature) ? fails('claim', claim, 'it is', [answer.n]) : holds(claim, [answer.n]);
    }),
  ];
}

/** All identities, each with all that it says, in whichever order they came. */
function identityFindings({ memory }: Context, disco: Disco, query: Element, line: number): Found[] {
  const identities = childrenOf(query, discoNamespace, 'identity').map(({ attributes }) =>
    JSON.stringify(Object.entries(attributes).sort()),
  );
  const all = identities.sort().join();
  if (disco.remember !== undefined) memory.set(`identities ${disco.remember}`, all);
  if (disco.sameIdentities === undefined) return [];
  const claim = `the identities are those of ${disco.sameIdentities}`;
  const before = memory.get(`identities ${disco.sameIdentities}`);
  if (before === undefined) return [open(claim, 'those were not seen')];
  return [
    all === before
      ? holds(claim, [line])
      : fails('leak', claim, `they are ${all}, and were ${before}`, [line]),
  ];
}

/** The hash that the stream features have is that of this answer (XEP-0115 §5). */
function capabilitiesFindings({ evidence }: Context, from: string, query: Element, line: number): Found[] {
  const claim = 'the hash in the stream features is that of the answer (DISC-08)';
  const features = evidence.streams.findLast(
    ({ n, actor, event }) => actor === from && event === 'features' && n < line,
  );
  if (features === undefined) return [open(claim, 'the stream features were not seen', [line])];
  const announced = childOf(readStanza(features.detail), capabilitiesNamespace, 'c');
  const { ver = 'none', hash = '' } = announced?.attributes ?? {};
  if (announced === undefined) return [fails('claim', claim, 'there is no hash in them', [features.n, line])];
  const expected = capabilitiesHash(query, hash);
  if (expected === undefined)
    return [open(claim, `nobody here knows the algorithm \`${hash}\``, [features.n])];
  return [
    ver === expected
      ? holds(claim, [features.n, line])
      : fails('claim', claim, `it is ${ver}, and that of the answer is ${expected}`, [features.n, line]),
  ];
}

const capabilitiesNamespace = 'http://jabber.org/protocol/caps';
