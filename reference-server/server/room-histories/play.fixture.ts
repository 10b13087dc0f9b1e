import { essText } from '../../enforcement/rules.fixture.ts';
import { evictUncleared } from '../../services/index.ts';
import { jid } from '../../xmpp/read.fixture.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { ProvisionVerbs } from '../provision/verbs.ts';
import { type Act, type Beginning, type Level, type RoomHistory, userOf } from './act.fixture.ts';
import { kept, Model } from './model.fixture.ts';
import { type Breakage, type Client, World } from './world.fixture.ts';

/**
 * Plays a history to a server and to the model, and compares after each act what every client got.
 *
 * @throws Error with one sentence about the first act after which the two differ
 */
export function playHistory({ beginning, acts }: RoomHistory, breakage: Breakage = {}): void {
  const model = new Model(beginning);
  const world = new World(provisioningOf(beginning), breakage);
  const clients = userOf.map((_, who) => connect(world, who, beginning.at[who] ?? 0));
  try {
    for (const [number, act] of acts.entries()) {
      if ('who' in act && model.isUp(act.who) === (act.act === 'resume')) continue;
      const body = `said-${number}`;
      const expected = model.play(act, body);
      play(act, body, world, clients);
      const heard = clients.map((client) => client.heard());
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

function play(act: Act, body: string, world: World, clients: Client[]): void {
  if (!('who' in act)) {
    provision(act, world);
    return;
  }
  const client = clients[act.who];
  if (client === undefined) return;
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
      clients[act.who] = connect(world, act.who, act.place);
      break;
  }
}

function occupantJid(room: number, who: number): string {
  return `${roomJid(room)}/u${userOf[who] ?? 0}`;
}

const mucNamespace = 'http://jabber.org/protocol/muc';

/** Whoever makes a room opens it to the others at once, and has it keep few messages. */
function enter(client: Client, { who, room, most }: Extract<Act, { act: 'enter' }>, world: World): void {
  const wish = most === undefined ? '' : `<history maxstanzas='${most}'/>`;
  client.says(`<presence to='${occupantJid(room, who)}'><x xmlns='${mucNamespace}'>${wish}</x></presence>`);
  const made = world.domain.rooms.at(jid(roomJid(room)));
  if (made?.isLocked !== true) return;
  client.says(
    `<iq type='set' id='open' to='${roomJid(room)}'><query xmlns='${mucNamespace}#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>`,
  );
  made.config = { ...made.config, historyLength: kept };
}

function labelOf(level: Level | undefined): string {
  if (level === undefined) return '';
  return `<securitylabel xmlns='urn:xmpp:sec-label:0'><label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>${essText(`A-${level}`)}</esssecuritylabel></label></securitylabel>`;
}

function provision(act: Exclude<Act, { readonly who: number }>, world: World): void {
  if (act.act === 'owner limits') {
    const room = world.domain.rooms.at(jid(roomJid(act.room)));
    if (room === undefined) return;
    room.labels = {
      ...(act.levels && { clearance: act.levels.map((level) => essText(`A-${level}`)) }),
      ...(act.level && { access: essText(`A-${act.level}`) }),
    };
    evictUncleared(world.domain, [room]);
  } else world.provision(verbsOf(act));
}

function verbsOf(
  act: Exclude<Act, { readonly who: number } | { readonly act: 'owner limits' }>,
): ProvisionVerbs {
  const clearance = 'levels' in act && act.levels !== undefined ? upTo(...act.levels) : 'none';
  const label = 'level' in act && act.level !== undefined ? labelled(act.level) : 'none';
  switch (act.act) {
    case 'clear user':
      return { [`U(u${act.user})`]: clearance };
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
