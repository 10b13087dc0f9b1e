import { childElements, childOf, childrenOf, type Element, textOf } from '#xml';
import type { CheckRow } from '../record/index.ts';
import { type CheckStage, isResult, wordFor } from './check-stage.ts';
import { Rows } from './rows.ts';

const disco = 'http://jabber.org/protocol/disco#info';

/** What is offered to who has logged in: stream features, service discovery of its domains, the version it says it is. */
export async function lookAtServices(
  stage: CheckStage,
  product: { readonly version?: string | undefined },
): Promise<readonly CheckRow[]> {
  const stream = new Rows('stream');
  const discovery = new Rows('discovery');
  const session = await stage.online('u-ts');
  const offered = session.features ? childElements(session.features).map(({ name }) => name) : [];
  stream.note('features after login', offered.join(', ') || 'none');
  for (const address of [stage.domain, stage.rooms]) {
    const answer = await session.ask('get', `<query xmlns='${disco}'/>`, address);
    const query = isResult(answer) ? childOf(answer, disco, 'query') : undefined;
    if (query === undefined) discovery.note(address, wordFor(answer));
    else discovery.is(identities(query) !== '', address, described(query), 'an identity', 'XEP-0030 §3.1');
  }
  const said = await session.ask('get', "<query xmlns='jabber:iq:version'/>", stage.domain);
  versionRow(discovery, said, product.version);
  return [...stream.all, ...discovery.all];
}

function described(query: Element): string {
  const features = childrenOf(query, disco, 'feature').map(({ attributes }) => attributes['var'] ?? '');
  const labels = features.filter((name) => name.startsWith('urn:xmpp:sec-label'));
  return `${identities(query)}; ${features.length} features, of labels: ${labels.join(', ') || 'none'}`;
}

function identities(query: Element): string {
  return childrenOf(query, disco, 'identity')
    .map(({ attributes }) => `${attributes['category'] ?? ''}/${attributes['type'] ?? ''}`)
    .join(', ');
}

/** Does it say that it is the version which the description says? Source: XEP-0092 §3. */
function versionRow(rows: Rows, answer: Element | undefined, wanted: string | undefined): void {
  const query = isResult(answer) ? childOf(answer, 'jabber:iq:version', 'query') : undefined;
  if (query === undefined) {
    rows.note('software version', wordFor(answer), wanted, 'XEP-0092 §3');
    return;
  }
  const part = (name: string): string =>
    childElements(query)
      .filter((one) => one.name === name)
      .map(textOf)
      .join('');
  const said = `${part('name')} ${part('version')}`.trim();
  if (wanted === undefined) rows.note('software version', said);
  else rows.is(part('version').startsWith(wanted), 'software version', said, wanted, 'XEP-0092 §3');
}
