import { childElements, type Element } from '#xml';
import type { CheckRow } from '../record/index.ts';
import { type CheckStage, type Fate, newWord, wordFor } from './check-stage.ts';
import { enter } from './probes/rooms.ts';
import { Rows } from './rows.ts';

/** A request that no server can have an answer for. */
interface NonsenseRequest {
  readonly name: string;
  readonly payload: (word: string) => string;
  readonly to: (stage: CheckStage) => string | undefined;
  readonly source: string;
}

/** Each is answered by an error: whoever says `result` says it to everything. */
const requests: readonly NonsenseRequest[] = [
  {
    name: 'a request in a namespace that nobody has',
    payload: (word) => `<query xmlns='urn:example:${word}'/>`,
    to: (stage) => stage.domain,
    source: 'RFC 6120 §8.3.3.19',
  },
  {
    name: 'the same, to the domain of rooms',
    payload: (word) => `<query xmlns='urn:example:${word}'/>`,
    to: (stage) => stage.rooms,
    source: 'RFC 6120 §8.3.3.19',
  },
  {
    name: 'the same, to the own account',
    payload: (word) => `<query xmlns='urn:example:${word}'/>`,
    to: () => undefined,
    source: 'RFC 6120 §8.3.3.19',
  },
  {
    name: 'service discovery of a node that nobody has',
    payload: (word) => `<query xmlns='http://jabber.org/protocol/disco#info' node='urn:example:${word}'/>`,
    to: (stage) => stage.domain,
    source: 'XEP-0030 §7',
  },
  {
    name: 'a catalog in a version that there is not',
    payload: () => "<catalog xmlns='urn:xmpp:sec-label:catalog:99' to='nobody.invalid'/>",
    to: (stage) => stage.domain,
    source: 'RFC 6120 §8.3.3.19',
  },
];

/** Asks for what cannot be: is success said to any of it? */
export async function lookForDishonesty(stage: CheckStage): Promise<readonly CheckRow[]> {
  const rows = new Rows('honesty');
  for (const request of requests) await askFor(rows, stage, request);
  await joinNowhere(rows, stage);
  await bindTwice(rows, stage);
  await enableNonsense(rows, stage);
  await sendNonsenseLabels(rows, stage);
  return rows.all;
}

async function askFor(rows: Rows, stage: CheckStage, request: NonsenseRequest): Promise<void> {
  const { name, payload, to, source } = request;
  const session = await stage.online('u-ts');
  const answer = await session.ask('get', payload(newWord()), to(stage));
  await session.close();
  if (answer === undefined) rows.note(name, 'no answer', 'an error', source);
  else rows.is(answer.attributes['type'] === 'error', name, wordFor(answer), 'an error', source);
}

/** A room at a service that nobody runs. Source: RFC 6120 §8.3.3.16. */
async function joinNowhere(rows: Rows, stage: CheckStage): Promise<void> {
  const session = await stage.online('u-ts');
  const way = await enter(session, `room@${newWord()}.${stage.domain}`, 'nobody');
  const name = 'entering a room of a service that nobody runs';
  if (way === 'no answer') rows.note(name, way, 'an error', 'RFC 6120 §8.3.3.16');
  else rows.is(way !== 'entered', name, way, 'an error', 'RFC 6120 §8.3.3.16');
}

/** One stream has one resource; a second binding that is answered with an address has to bind it. Source: XEP-0193 §1. */
async function bindTwice(rows: Rows, stage: CheckStage): Promise<void> {
  const [session, sender] = [await stage.online('u-ts'), await stage.online('u-ts2')];
  const resource = newWord();
  const answer = await session.ask(
    'set',
    `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind>`,
  );
  const name = 'binding a second resource';
  const source = 'XEP-0193 §1';
  if (answer?.attributes['type'] !== 'result') {
    rows.is(true, name, wordFor(answer), 'an error', source);
    return;
  }
  const fate = await stage.fateOf(sender, session, `<body>${resource}</body>${stage.label}`, {
    address: `${session.bare}/${resource}`,
  });
  rows.is(
    typeof fate !== 'string',
    name,
    `success; a message to it: ${wordForFate(fate)}`,
    'an error',
    source,
  );
}

/** Source: RFC 6120 §4.9.3.24: a stream error; passing over it claims nothing either. */
async function enableNonsense(rows: Rows, stage: CheckStage): Promise<void> {
  const session = await stage.online('u-ts');
  const since = session.count;
  const namespace = `urn:example:${newWord()}`;
  session.send(`<enable xmlns='${namespace}'/>`);
  const pong = session.ask('get', "<ping xmlns='urn:xmpp:ping'/>", stage.domain);
  const isReply = (one: Element): boolean => one.namespace === namespace || one.name === 'enabled';
  const answered = await pong;
  rows.is(
    !session.has(isReply, since),
    'enabling a feature of streams that nobody has',
    session.has(isReply, since) ? 'it is enabled' : answered ? 'passed over' : 'the stream ends',
    'a stream error, or nothing',
    'RFC 6120 §4.9.3.24',
  );
}

/**
 * Labels that say nothing. Whoever can be told who is cleared says that it decides by labels, and passes none of a policy that nobody
 * has; to a server that carries labels for others, they are elements like all that it does not know.
 */
async function sendNonsenseLabels(rows: Rows, stage: CheckStage): Promise<void> {
  const [from, to] = [await stage.online('u-ts'), await stage.online('u-ts2')];
  const decides = stage.setting.driver.verbs.has('U');
  const unknownPolicy = stage.setting.fixtures.labelElement('X-S');
  const unknownSyntax = `<securitylabel xmlns='urn:xmpp:sec-label:0'><label><l xmlns='urn:example:${newWord()}'>TOP</l></label></securitylabel>`;
  for (const [what, label] of [
    ['a label of a policy that nobody has', unknownPolicy],
    ['a label in a syntax that nobody has', unknownSyntax],
  ] as const) {
    const fate = await stage.fateOf(from, to, `<body>labelled</body>${label}`);
    const passed = typeof fate !== 'string';
    if (!decides || fate === 'no fence')
      rows.note(what, wordForFate(fate), 'refused, by who decides', 'XEP-0258 §5');
    else rows.is(!passed, what, wordForFate(fate), 'refused', 'XEP-0258 §5');
  }
  const bare = await stage.fateOf(from, to, '<body>unlabelled</body>');
  const word = newWord();
  const wrapped = await stage.fateOf(
    from,
    to,
    `<body>wrapped</body><securitylabel xmlns='urn:xmpp:sec-label:99'><label>${word}</label></securitylabel>`,
  );
  const name = 'a label in a namespace that nobody has';
  const seen = `${wordForFate(wrapped)}; a message without any label: ${wordForFate(bare)}`;
  const asked = ['the same as without a label', 'XEP-0258 §2'] as const;
  if (bare === 'no fence' || wrapped === 'no fence') rows.note(name, seen, ...asked);
  else rows.is(isDelivered(bare) === isDelivered(wrapped), name, seen, ...asked);
}

/** Whether the sender was told is no matter here: the error may come after the message that follows. */
function isDelivered(fate: Fate): boolean {
  return typeof fate !== 'string';
}

function wordForFate(fate: Fate): string {
  if (typeof fate === 'string') return fate === 'no fence' ? 'nothing comes after it either' : fate;
  const label = childElements(fate.at).some(({ name }) => name === 'securitylabel');
  return label ? 'delivered with a label' : 'delivered';
}
