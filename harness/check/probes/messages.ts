import { childElements, childOf, childrenOf, type Element, textOf } from '#xml';
import { isResult, newWord, wordFor } from '../check-stage.ts';
import type { ProbeSession } from '../probe-session.ts';
import { type Probe, type Sight, seen, unseen } from './sight.ts';

const forward = 'urn:xmpp:forward:0';
const carbonsNamespace = 'urn:xmpp:carbons:2';

/** A labelled message is delivered with its label. */
export const labels: Probe = async (stage) => {
  const [from, to] = [await stage.online('u-ts'), await stage.online('u-ts2')];
  const fate = await stage.fateOf(from, to, `<body>labelled</body>${stage.label}`);
  if (typeof fate === 'string') return unseen(`a message with the lowest label: ${fate}`);
  const label = childOf(fate.at, 'urn:xmpp:sec-label:0', 'securitylabel');
  return seen(label !== undefined, `a labelled message comes ${label ? 'with its label' : 'without it'}`);
};

/** What was sent to a user without a session comes when it has one. */
export const offline: Probe = async (stage) => {
  const from = await stage.online('u-ts');
  const { user, domain } = stage.accountOf('u-s');
  const id = newWord();
  const since = from.count;
  from.send(
    `<message to='${user}@${domain}' type='chat' id='${id}'><body>kept?</body>${stage.label}</message>`,
  );
  await from.ask('get', "<ping xmlns='urn:xmpp:ping'/>", stage.domain);
  if (from.has((one) => one.attributes['id'] === id, since)) return seen(false, 'it comes back as an error');
  const to = await stage.online('u-s');
  const came = await to.next((one) => one.attributes['id'] === id);
  return seen(
    came !== undefined,
    came ? 'a message waits for its recipient' : 'it is gone when its recipient comes',
  );
};

/** A user's account says that it has an archive. */
export const archive: Probe = async (stage) => {
  const session = await stage.online('u-ts');
  return archiveAt(session, session.bare);
};

/** Does this address say that it has an archive? Source: XEP-0313 §7. */
export async function archiveAt(session: ProbeSession, address: string): Promise<Sight> {
  const disco = 'http://jabber.org/protocol/disco#info';
  const answer = await session.ask('get', `<query xmlns='${disco}'/>`, address);
  const query = answer && childOf(answer, disco, 'query');
  if (!isResult(answer) || query === undefined) return unseen(`what ${address} can do: ${wordFor(answer)}`);
  const isThere = childrenOf(query, disco, 'feature').some(
    ({ attributes }) => attributes['var'] === 'urn:xmpp:mam:2',
  );
  return seen(isThere, `${address} ${isThere ? 'announces an archive' : 'announces no archive'}`);
}

/** Both sessions of an account get what is for it. Source: RFC 6121 §8.5.2.1.1. */
export const severalResources: Probe = async (stage) => {
  const from = await stage.online('u-ts');
  const [one, other] = [await stage.online('u-ts2'), await stage.online('u-ts2')];
  const id = newWord();
  from.send(`<message to='${one.bare}' type='chat' id='${id}'><body>both?</body>${stage.label}</message>`);
  const came = await Promise.all([one, other].map((session) => session.next(hasId(id))));
  const count = came.filter((element) => element !== undefined).length;
  if (count === 0) return unseen('neither of two sessions gets it');
  return seen(count === 2, `${count} of two sessions get it`);
};

/** A session has a copy of what another of its account sends. Source: XEP-0280 §7. */
export const carbons: Probe = async (stage) => {
  const [from, other] = [await stage.online('u-ts'), await stage.online('u-ts')];
  const to = await stage.online('u-ts2');
  const answer = await other.ask('set', `<enable xmlns='${carbonsNamespace}'/>`);
  if (!isResult(answer)) return seen(false, `enabling them is answered with ${wordFor(answer)}`);
  const fate = await stage.fateOf(from, to, `<body>copied?</body>${stage.label}`);
  if (typeof fate === 'string') return unseen(`they can be enabled; the message is ${fate}`);
  const id = fate.at.attributes['id'];
  const copy = await other.next((one) => copied(one)?.attributes['id'] === id);
  return seen(
    copy !== undefined,
    copy ? 'a copy comes' : 'they can be enabled, and no copy comes: success is claimed',
  );
};

function copied(element: Element): Element | undefined {
  const wrapper =
    childOf(element, carbonsNamespace, 'sent') ?? childOf(element, carbonsNamespace, 'received');
  const forwarded = wrapper && childOf(wrapper, forward, 'forwarded');
  return forwarded && childElements(forwarded).find(({ name }) => name === 'message');
}

/** An error that answers nothing is not passed on. */
export const matchedErrors: Probe = async (stage) => {
  const [from, to] = [await stage.online('u-ts'), await stage.online('u-ts2')];
  const content =
    "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>said</gone></error>";
  const fate = await stage.fateOf(from, to, content, { type: 'error' });
  if (fate === 'no fence') return unseen('nothing comes after it either');
  return seen(
    fate === 'withheld' || fate === 'refused',
    typeof fate === 'string' ? 'an error that answers nothing is not passed on' : 'it is passed on',
  );
};

/** Its address sends to several. Source: XEP-0033. */
export const multicast: Probe = async (stage) => {
  const [from, one, other] = [
    await stage.online('u-ts'),
    await stage.online('u-ts2'),
    await stage.online('u-s'),
  ];
  const id = newWord();
  const since = from.count;
  const lines = [one, other].map(({ bare }) => `<address type='to' jid='${bare}'/>`).join('');
  from.send(
    `<message to='${stage.domain}' id='${id}'><addresses xmlns='http://jabber.org/protocol/address'>${lines}</addresses><body>${id}</body>${stage.label}</message>`,
  );
  await from.ask('get', "<ping xmlns='urn:xmpp:ping'/>", stage.domain);
  if (from.has((each) => each.attributes['id'] === id && each.attributes['type'] === 'error', since))
    return seen(false, 'it comes back as an error');
  const came = await Promise.all([one, other].map((session) => session.next(saying(id))));
  const count = came.filter((element) => element !== undefined).length;
  return seen(count === 2, `${count} of two addresses get it`);
};

/** It answers a presence probe of a client. Source: RFC 6121 §4.3.1. */
export const clientProbes: Probe = async (stage) => {
  const [watcher, watched] = [await stage.online('u-ts'), await stage.online('u-ts2')];
  await becomeWatcher(watcher, watched);
  const isHis = (one: Element): boolean =>
    one.name === 'presence' && one.attributes['from'] === watched.jid && one.attributes['type'] === undefined;
  const subscribed = await watcher.next(isHis);
  const since = watcher.count;
  watcher.send(`<presence type='probe' to='${watched.bare}'/>`);
  const answer = subscribed && (await watcher.next(isHis, since));
  await forget(watcher, watched);
  if (subscribed === undefined) return unseen('no presence comes to who is subscribed to it');
  return seen(
    answer !== undefined,
    answer ? "a client's probe is answered" : "a client's probe is passed over",
  );
};

async function becomeWatcher(watcher: ProbeSession, watched: ProbeSession): Promise<void> {
  watcher.send(`<presence type='subscribe' to='${watched.bare}'/>`);
  await watched.next((one) => one.name === 'presence' && one.attributes['type'] === 'subscribe');
  watched.send(`<presence type='subscribed' to='${watcher.bare}'/>`);
}

/** Nothing is left in their contact lists. */
async function forget(...sessions: readonly [ProbeSession, ProbeSession]): Promise<void> {
  const [one, other] = sessions;
  for (const [own, contact] of [
    [one, other],
    [other, one],
  ] as const)
    await own.ask(
      'set',
      `<query xmlns='jabber:iq:roster'><item jid='${contact.bare}' subscription='remove'/></query>`,
    );
}

function hasId(id: string): (element: Element) => boolean {
  return (element) => element.attributes['id'] === id && element.attributes['type'] !== 'error';
}

function saying(text: string): (element: Element) => boolean {
  return (element) =>
    element.name === 'message' &&
    childElements(element).some((child) => child.name === 'body' && textOf(child) === text);
}
