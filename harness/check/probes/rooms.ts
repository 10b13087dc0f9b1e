import { childElements, childOf, childrenOf, type Element } from '#xml';
import { type CheckStage, newWord, wordFor } from '../check-stage.ts';
import type { ProbeSession } from '../probe-session.ts';
import { archiveAt } from './messages.ts';
import { type Probe, type Sight, seen, unseen } from './sight.ts';

const mucUser = 'http://jabber.org/protocol/muc#user';

/** Who asks to be in a room that is not there yet makes it, and is in it. Source: XEP-0045 §10.1. */
export const rooms: Probe = async (stage) => {
  const made = await newRoom(stage);
  return made.way === 'entered'
    ? seen(true, `a room can be made at ${stage.rooms}`)
    : seen(false, `making a room at ${stage.rooms} is answered with ${made.way}`);
};

/** Who enters is shown what was said before. Source: XEP-0045 §7.2.13. */
export const roomHistory: Probe = inRoom(async (stage, room, owner) => {
  const id = newWord();
  owner.send(`<message to='${room}' type='groupchat' id='${id}'><body>before</body>${stage.label}</message>`);
  const reflected = await owner.next((one) => one.attributes['id'] === id);
  if (reflected === undefined || reflected.attributes['type'] === 'error')
    return unseen(`a message to the room: ${wordFor(reflected)}`);
  const newcomer = await stage.online('u-ts2');
  const way = await enter(newcomer, room, 'newcomer');
  if (way !== 'entered') return unseen(`entering is answered with ${way}`);
  await newcomer.next(isSubject(room));
  const isThere = newcomer.has(
    (one) => one.attributes['id'] === id || childOf(one, 'urn:xmpp:delay', 'delay') !== undefined,
  );
  return seen(isThere, isThere ? 'who enters is shown what was said' : 'who enters is shown nothing');
});

/** The room says that it has an archive. Source: XEP-0313 §7. */
export const roomArchive: Probe = inRoom(async (_, room, owner) => archiveAt(owner, room));

/** A second session of an account enters under the nick of the first. Source: XEP-0045 §7.2.8. */
export const sharedNicks: Probe = inRoom(async (stage, room) => {
  const second = await stage.online('u-ts');
  const way = await enter(second, room, 'owner');
  return seen(way === 'entered', `a second session under the same nick: ${way}`);
});

/** The owner's form has a field for the room's label. Source: XEP-0258 §5.2.7. */
export const roomLabelFields: Probe = inRoom((_, room, owner) =>
  formHas(owner, room, ['sec-label#label', 'sec-label#custom-label']),
);

/** The owner's form has a field for the label that is usual in the room. */
export const roomUsualLabel: Probe = inRoom((_, room, owner) =>
  formHas(owner, room, ['sec-label#default', 'sec-label#custom-default']),
);

async function formHas(owner: ProbeSession, room: string, names: readonly string[]): Promise<Sight> {
  const answer = await owner.ask('get', "<query xmlns='http://jabber.org/protocol/muc#owner'/>", room);
  const query = answer && childOf(answer, 'http://jabber.org/protocol/muc#owner', 'query');
  const form = query && childOf(query, 'jabber:x:data', 'x');
  if (form === undefined) return unseen(`the owner's form: ${wordFor(answer)}`);
  const fields = childrenOf(form, 'jabber:x:data', 'field').map(({ attributes }) => attributes['var'] ?? '');
  const found = names.filter((name) => fields.includes(name));
  return seen(
    found.length > 0,
    found.length > 0
      ? `the owner's form has ${found.join(', ')}`
      : `the owner's form lacks ${names[0] ?? ''}`,
  );
}

/** A probe in a room of its own, which is destroyed afterwards. */
function inRoom(probe: (stage: CheckStage, room: string, owner: ProbeSession) => Promise<Sight>): Probe {
  return async (stage) => {
    const { way, room, owner } = await newRoom(stage);
    if (way !== 'entered') return seen(false, `a room cannot be made: ${way}`);
    try {
      return await probe(stage, room, owner);
    } finally {
      await owner.ask('set', "<query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query>", room);
    }
  };
}

/** Source: XEP-0045 §10.1.2 (an instant room). */
async function newRoom(
  stage: CheckStage,
): Promise<{ readonly way: string; readonly room: string; readonly owner: ProbeSession }> {
  const owner = await stage.online('u-ts');
  const room = `${newWord()}@${stage.rooms}`;
  const way = await enter(owner, room, 'owner');
  const form =
    "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query>";
  if (way === 'entered') await owner.ask('set', form, room);
  return { way, room, owner };
}

/** `entered`, or the answer in one word. Source: XEP-0045 §7.2.2. */
export async function enter(session: ProbeSession, room: string, nick: string): Promise<string> {
  const since = session.count;
  session.send(`<presence to='${room}/${nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`);
  const answer = await session.next((one) => isOwnPresence(one, room), since);
  if (answer === undefined) return 'no answer';
  return answer.attributes['type'] === 'error' ? wordFor(answer) : 'entered';
}

function isOwnPresence(one: Element, room: string): boolean {
  if (one.name !== 'presence' || one.attributes['from']?.split('/')[0] !== room) return false;
  const user = childOf(one, mucUser, 'x');
  const codes = user ? childElements(user).map(({ attributes }) => attributes['code']) : [];
  return one.attributes['type'] === 'error' || codes.includes('110');
}

/** The last that comes to who enters. Source: XEP-0045 §7.2.15. */
function isSubject(room: string): (element: Element) => boolean {
  return (one) =>
    one.name === 'message' &&
    one.attributes['from']?.split('/')[0] === room &&
    childElements(one).some(({ name }) => name === 'subject');
}
