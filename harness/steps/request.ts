import { escapeAttribute } from '#xml';
import type { Catalog, Disco, Iq, Offered } from '../scenario/index.ts';
import { playAll } from './play-all.ts';
import type { Stage } from './stage.ts';

/** An iq and its one answer. */
export async function playIq(stage: Stage, { from, to, type, payload }: Iq): Promise<void> {
  const token = stage.newToken();
  const address = to === undefined ? undefined : stage.jidOf(to);
  await request(stage, token, { from, to: address, type, content: stage.fillIn(payload, token, address) });
}

/** A disco#info request. Source: XEP-0030 §3.1. */
export async function playDisco(stage: Stage, { from, to }: Disco): Promise<void> {
  const content = `<query xmlns='http://jabber.org/protocol/disco#info'/>`;
  await request(stage, stage.newToken(), { from, to: stage.jidOf(to), type: 'get', content });
}

/** A catalog request. Source: XEP-0258 §4. */
export async function playCatalog(
  stage: Stage,
  catalog: Pick<Catalog, 'from' | 'for' | 'to' | 'claims'>,
): Promise<void> {
  const to = catalog.to === 'none' ? undefined : stage.jidOf(catalog.to);
  const claims =
    catalog.claims === undefined ? '' : ` from='${escapeAttribute(stage.jidOf(catalog.claims))}'`;
  const wanted = escapeAttribute(stage.jidOf(catalog.for));
  const content = `<catalog xmlns='urn:xmpp:sec-label:catalog:2' to='${wanted}'${claims}/>`;
  await request(stage, stage.newToken(), { from: catalog.from, to, type: 'get', content });
}

/** The catalog for the recipient; then every label is tried, whether it was listed or not: that is for the judge. */
export async function playOffered(stage: Stage, offered: Offered): Promise<void> {
  const { from, to, labels, fence } = offered;
  await playCatalog(stage, { from, for: to, to: { jid: stage.cast.homeOf(from) } });
  const probes = labels.map(
    (label) =>
      ({ from, to, label, syntax: 'ess', fence, type: 'chat', body: true, expect: 'delivered' }) as const,
  );
  await playAll(stage, probes);
}

async function request(
  stage: Stage,
  token: { readonly id: string; readonly nonce: string },
  { from, to, type, content }: { from: string; to: string | undefined; type: string; content: string },
): Promise<void> {
  const address = to === undefined ? '' : ` to='${escapeAttribute(to)}'`;
  const text = `<iq type='${type}' id='${token.id}'${address}>${content}</iq>`;
  const answered = await stage.request(
    { ...token, key: 'request', from, ...(to !== undefined && { to }), text },
    stage.newBudget(),
  );
  // What is not answered by now is not answered at all: the ping shows that the server goes on
  if (!answered) await stage.pingServer(from, 'sender-fence', stage.newBudget());
}
