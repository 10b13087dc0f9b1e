import { clearanceCodecs } from '#labels';
import { essText, labelNamed } from '../../../enforcement/rules.fixture.ts';
import { jid } from '../../../xmpp/read.fixture.ts';
import { labelled, upTo } from '../../provision/provision.fixture.ts';
import type { ProvisionVerbs } from '../../provision/verbs.ts';
import { type Act, type Beginning, type Level, peerOf, type RoomHistory, userOf } from './act.fixture.ts';
import { kept, Model } from './model.fixture.ts';
import { type Breakage, type Client, type RemoteClient, World } from './world.fixture.ts';

/**
 * Plays a history to a server and to the model, and compares after each act what every client got.
 *
 * @throws Error with one sentence about the first act after which the two differ
 */
export function playHistory({ beginning, acts }: RoomHistory, breakage: Breakage = {}): void {
  const model = new Model(beginning);
  const world = new World(provisioningOf(beginning), breakage);
  const own = userOf.map((_, who) =>
    isRemote(who) ? undefined : connect(world, who, beginning.at[who] ?? 0),
  );
  const remote = userOf.map((user, who) => (isRemote(who) ? world.remote(addressOfUser(user)) : undefined));
  const cast = { own, remote };
  try {
    for (const [number, act] of acts.entries()) {
      if (!model.isPossible(act)) continue;
      const body = `said-${number}`;
      const expected = model.play(act, body);
      play(act, body, world, cast);
      const heard = userOf.map((_, who) => (own[who] ?? remote[who])?.heard() ?? '');
      const found = {
        bodies: heard.map(bodiesIn),
        isRefused: expected.isRefused === undefined ? undefined : isRefused(act, heard),
      };
      if (JSON.stringify(found) !== JSON.stringify(expected))
        throw new Error(
          `after ${JSON.stringify(act)} expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`,
        );
      if (world.mistakes.length > 0) throw world.mistakes[0];
    }
  } finally {
    world.close();
  }
}

/** Who there is, by number: each is one or the other. */
interface Cast {
  readonly own: (Client | undefined)[];
  readonly remote: readonly (RemoteClient | undefined)[];
}

const peerNames = ['b.test', 'c.test'];

function isRemote(who: number): boolean {
  return peerOf[userOf[who] ?? 0] !== undefined;
}

/** At a peer each account has one client. */
function addressOfUser(user: number): string {
  return `u${user}@${peerNames[peerOf[user] ?? 0] ?? ''}/home`;
}

const roomName = (room: number): string => `r${room}`;
const roomJid = (room: number): string => `${roomName(room)}@muc.a.test`;
const addressOf = (place: number): string => `10.0.0.${place}`;
const origins = [0, 1, 2].map((place) => ({ address: addressOf(place), names: [] }));
/** Half of them read French: what is written again for them is judged like the rest. */
const languageOf = (who: number): string | undefined => (who % 2 === 0 ? 'fr' : undefined);

function provisioningOf({ users, places }: Beginning): ProvisionVerbs {
  return {
    'Pol.label': labelled('U'),
    'Loc*': 'none',
    ...Object.fromEntries(users.map((levels, user) => [`U(u${user})`, upTo(...levels)])),
    ...Object.fromEntries(places.map((levels, place) => [`Loc(${addressOf(place)})`, upTo(...levels)])),
  };
}

function connect(world: World, who: number, place: number): Client {
  return world.connect(`u${userOf[who] ?? 0}@a.test/c${who}`, originAt(place), languageOf(who));
}

function originAt(place: number): { address: string; names: readonly string[] } {
  // Each connection has an origin of its own, as it has in service
  return { ...(origins[place] ?? { address: '', names: [] }) };
}

function play(act: Act, body: string, world: World, { own, remote }: Cast): void {
  if (!('who' in act)) {
    if (act.act === 'hold') world.hold(peerNames[act.peer] ?? '');
    else if (act.act === 'let go') world.letGo(peerNames[act.peer] ?? '');
    else world.provision(verbsOf(act));
    return;
  }
  const client = own[act.who];
  const speaker = client ?? remote[act.who];
  if (speaker !== undefined) speak(act, body, speaker, world);
  if (act.act === 'answer') remote[act.who]?.answers(act.isGone ? 'service-unavailable' : 'policy-violation');
  if (client === undefined) return;
  switch (act.act) {
    case 'move':
      client.moves(originAt(act.place));
      break;
    case 'lose':
      client.isLost();
      break;
    case 'resume':
      client.resumes(originAt(act.place));
      break;
    case 'end':
      client.ends();
      own[act.who] = connect(world, act.who, act.place);
      break;
    default:
  }
}

/** What is said on a stream. */
function speak(
  act: Extract<Act, { readonly who: number }>,
  body: string,
  client: Pick<Client, 'says'>,
  world: World,
): void {
  switch (act.act) {
    case 'enter':
      enter(client, act, world);
      break;
    case 'leave':
      client.says(`<presence type='unavailable' to='${occupantJid(act.room, act.who)}'/>`);
      break;
    case 'say':
      client.says(
        `<message type='groupchat' id='${body}' to='${roomJid(act.room)}'><body>${body}</body>${labelOf(act.level)}</message>`,
      );
      break;
    case 'whisper':
      client.says(
        `<message type='chat' id='${body}' to='${roomJid(act.room)}/u${act.user}'><body>${body}</body>${labelOf(act.level)}</message>`,
      );
      break;
    case 'configure':
      client.says(formFor(act));
      break;
    default:
  }
}

function occupantJid(room: number, who: number): string {
  return `${roomJid(room)}/u${userOf[who] ?? 0}`;
}

const mucNamespace = 'http://jabber.org/protocol/muc';

/** Whoever makes a room opens it to the others at once, and has it keep few messages. */
function enter(
  client: Pick<Client, 'says'>,
  { who, room, most }: Extract<Act, { act: 'enter' }>,
  world: World,
): void {
  const wish = most === undefined ? '' : `<history maxstanzas='${most}'/>`;
  client.says(`<presence to='${occupantJid(room, who)}'><x xmlns='${mucNamespace}'>${wish}</x></presence>`);
  const made = world.domain.rooms.at(jid(roomJid(room)));
  if (made?.isLocked !== true) return;
  client.says(ownerIq(room, ''));
  made.config = { ...made.config, historyLength: kept };
}

/** The owner writes label and clearance, or leaves them empty. */
function formFor({ room, level, levels }: Extract<Act, { act: 'configure' }>): string {
  const field = (name: string, value: string): string =>
    `<field var='sec-label#${name}'><value>${value}</value></field>`;
  const pair = (name: string, text: string): string =>
    field(name, text === '' ? '' : 'Custom') + field(`custom-${name}`, text);
  const label = level === undefined ? '' : essText(`A-${level}`);
  const clearance = levels === undefined ? '' : clearanceText(levels);
  return ownerIq(room, pair('label', label) + pair('clearance', clearance));
}

function ownerIq(room: number, fields: string): string {
  return `<iq type='set' id='configure' to='${roomJid(room)}'><query xmlns='${mucNamespace}#owner'><x xmlns='jabber:x:data' type='submit'>${fields}</x></query></iq>`;
}

/** HARNESS-A's numbers are in the order of the levels. */
function clearanceText(levels: readonly Level[]): string {
  const numbers = { U: 1n, R: 2n, C: 3n, S: 4n } as const;
  return clearanceCodecs.x501.write({
    policy: { oid: labelNamed('A-U').policy },
    classifications: levels.map((level) => numbers[level]),
    categories: [],
    unread: [],
  });
}

function labelOf(level: Level | undefined): string {
  if (level === undefined) return '';
  return `<securitylabel xmlns='urn:xmpp:sec-label:0'><label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>${essText(`A-${level}`)}</esssecuritylabel></label></securitylabel>`;
}

function verbsOf(
  act: Exclude<Act, { readonly who: number } | { readonly act: 'hold' | 'let go' }>,
): ProvisionVerbs {
  const clearance = 'levels' in act && act.levels !== undefined ? upTo(...act.levels) : 'none';
  const label = 'level' in act && act.level !== undefined ? labelled(act.level) : 'none';
  switch (act.act) {
    case 'clear user':
      return { [`U(u${act.user})`]: clearance };
    case 'clear peer':
      return { [`Peer(${peerNames[act.peer] ?? ''}).${act.direction}`]: clearance };
    case 'know':
      return { [`U(u${act.user}@${peerNames[peerOf[act.user] ?? 0] ?? ''})`]: clearance };
    case 'clear place':
      return { [`Loc(${addressOf(act.place)})`]: clearance };
    case 'limit server':
      return { 'Srv.clr': clearance };
    case 'limit users':
      return { 'Dom(a.test).clr': clearance };
    case 'limit rooms':
      return { 'Dom(muc.a.test).clr': clearance };
    case 'close rooms':
      return { 'Dom(muc.a.test).lbl': label };
    case 'limit room':
      return { [`Rm(${roomName(act.room)}).clr`]: clearance };
    case 'keep to one':
      return { [`Rm(${roomName(act.room)}).exact`]: label };
    case 'close room':
      return { [`Rm(${roomName(act.room)}).lbl`]: label };
  }
}

function bodiesIn(text: string): string[] {
  return [...text.matchAll(/<body>([^<]*)<\/body>/g)].map(([, body = '']) => body);
}

function isRefused(act: Act, heard: readonly string[]): boolean {
  return 'who' in act && (heard[act.who] ?? '').includes(`type='error'`);
}
