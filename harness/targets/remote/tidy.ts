import { childElements, childOf, escapeAttribute } from '#xml';
import type { Actor, ClientEndpoint } from '../../actors/index.ts';
import { type AccountAt, EnvironmentFault } from '../target.ts';
import { type Answer, askIq, isKeptOut, openQuietSession } from './session.ts';

const rosterNamespace = 'jabber:iq:roster';
const pingRequest = "<ping xmlns='urn:xmpp:ping'/>";

/**
 * Leaves an account as if it were new, as far as its own user can: no other session that the server tells of, no message that waits, nobody
 * on the roster.
 *
 * @throws EnvironmentFault when the server refuses the account, or a session of somebody else stays.
 */
export async function tidyAccount(account: AccountAt, endpoint: ClientEndpoint): Promise<void> {
  const others = await tidied(account, endpoint);
  if (others.length === 0) return;
  for (const resource of others) await endSession({ ...account, resource }, endpoint);
  const [left] = await tidied(account, endpoint);
  if (left === undefined) return;
  throw new EnvironmentFault(
    `${account.user}@${account.domain} has a session \`${left}\` that is not of this run; end it, and use these accounts for nothing else`,
  );
}

/** Gives the resources of the account's other sessions that are available. Whoever is kept out has none, and nothing can be tidied. */
async function tidied(account: AccountAt, endpoint: ClientEndpoint): Promise<string[]> {
  const session = await openQuietSession(account, endpoint, 'cmbac-tidy').catch((error: unknown) => {
    if (isKeptOut(error)) return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentFault(`no session for ${account.user}@${account.domain}: ${reason}`);
  });
  if (session === undefined) return [];
  try {
    const others = watchOthers(session);
    // Makes the server send what waits for the account; both answers come after it
    session.send('<presence/>');
    await ping(session, account.domain);
    await ping(session, session.jid);
    // What it keeps all the same, where it can be told to forget it (XEP-0013 §2.7)
    await askIq(
      session,
      'set',
      undefined,
      "<offline xmlns='http://jabber.org/protocol/offline'><purge/></offline>",
    );
    // What it tells contacts at other servers has got there before anybody begins to look; one that is not there says nothing
    for (const domain of await emptyRoster(session))
      if (domain !== account.domain) await askIq(session, 'get', domain, pingRequest);
    return [...others];
  } finally {
    await session.close();
  }
}

/** Resources of other sessions of the account; whoever asks for its presence is told no. Source: RFC 6121 §4.2.2. */
function watchOthers(session: Actor): ReadonlySet<string> {
  const [own = ''] = session.jid.split('/');
  const others = new Set<string>();
  session.onArrival(({ element }) => {
    const { from = '', type } = element.attributes;
    if (element.name !== 'presence') return;
    const resource = from.slice(own.length + 1);
    if (type === 'subscribe') session.send(`<presence type='unsubscribed' to='${escapeAttribute(from)}'/>`);
    if (from.split('/')[0] !== own || from === session.jid) return;
    if (type === undefined) others.add(resource);
    if (type === 'unavailable') others.delete(resource);
  });
  return others;
}

async function ping(session: Actor, to: string): Promise<void> {
  answered(await askIq(session, 'get', to, pingRequest), session);
}

/** An account of which nobody knows what it still holds is not tidied: a message from before would count as one of the scenario. @throws EnvironmentFault */
function answered(answer: Answer | undefined, { jid }: Actor): Answer {
  if (answer !== undefined) return answer;
  throw new EnvironmentFault(
    `the server does not answer ${jid}, whose account is to be tidied before a scenario; see why, or whether it limits how often one may ask`,
  );
}

/** Gives the domains of those who were on it. Source: RFC 6121 §2.1.3, §2.5. */
async function emptyRoster(session: Actor): Promise<ReadonlySet<string>> {
  const domains = new Set<string>();
  const answer = answered(
    await askIq(session, 'get', undefined, `<query xmlns='${rosterNamespace}'/>`),
    session,
  );
  const query = childOf(answer, rosterNamespace, 'query');
  for (const item of query ? childElements(query) : []) {
    const { jid = '' } = item.attributes;
    domains.add(jid.replace(/\/.*$/s, '').replace(/^.*@/s, ''));
    const removal = `<query xmlns='${rosterNamespace}'><item jid='${escapeAttribute(jid)}' subscription='remove'/></query>`;
    await askIq(session, 'set', undefined, removal);
  }
  return domains;
}

/** Ends a session of the account by asking for its resource. A server may give another instead (RFC 6120 §7.7.2.2). */
export async function endSession(
  { resource, ...account }: AccountAt & { readonly resource: string },
  endpoint: ClientEndpoint,
): Promise<void> {
  const session = await openQuietSession(account, endpoint, resource);
  await session.close();
}

/** Destroys a room, if it is still there. Gives one sentence where it stays. Source: XEP-0045 §10.9. */
export async function destroyRoom(
  room: string,
  owner: AccountAt,
  endpoint: ClientEndpoint,
): Promise<string | undefined> {
  const session = await openQuietSession(owner, endpoint, 'cmbac-tidy');
  try {
    const query = "<query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query>";
    const answer = await askIq(session, 'set', room, query);
    if (answer?.attributes['type'] === 'result') return undefined;
    const error = answer && childElements(answer).find(({ name }) => name === 'error');
    const condition = error && childElements(error).find(({ name }) => name !== 'text')?.name;
    if (condition === 'item-not-found') return undefined;
    return `the room ${room} was not destroyed: ${condition ?? 'the server did not answer'}`;
  } finally {
    await session.close();
  }
}
