import { type Chatter, Stage, type StageWish } from '../server.fixture.ts';

/** The room that live tests are about. */
export const ops = 'ops@muc.a.test';

/** Enters `ops`; `wish` stands in `<x/>`. */
export const enter = (nick: string, wish = ''): string =>
  `<presence to='${ops}/${nick}'><x xmlns='http://jabber.org/protocol/muc'>${wish}</x></presence>`;

/** An iq to `ops` with `payload` in it. */
export const iq = (type: string, payload: string, id = 'iq'): string =>
  `<iq type='${type}' id='${id}' to='${ops}'>${payload}</iq>`;

/** A form with these fields, by their names. */
export const form = (
  formType: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
): string => {
  const all = Object.entries({ FORM_TYPE: formType, ...fields });
  const written = all.map(([name, values]) => {
    const each = (typeof values === 'string' ? [values] : values).map((value) => `<value>${value}</value>`);
    return `<field var='${name}'>${each.join('')}</field>`;
  });
  return `<x xmlns='jabber:x:data' type='submit'>${written.join('')}</x>`;
};

/** Configures `ops`: fields without `muc#roomconfig_`. Nothing: as it is. */
export const configure = (fields: Readonly<Record<string, string | readonly string[]>> = {}): string => {
  const named = Object.entries(fields).map(([name, value]) => [`muc#roomconfig_${name}`, value] as const);
  const config = form('http://jabber.org/protocol/muc#roomconfig', Object.fromEntries(named));
  return iq('set', `<query xmlns='http://jabber.org/protocol/muc#owner'>${config}</query>`, 'config');
};

/** Changes who is what to `ops`. */
export const administer = (...items: readonly string[]): string =>
  iq('set', `<query xmlns='http://jabber.org/protocol/muc#admin'>${items.join('')}</query>`, 'admin');

/** Asks who is what to `ops`. */
export const list = (item: string): string => administer(item).replace("'set'", "'get'");

/** A server with rooms at `muc.a.test`. */
export function startWithRooms(wish: StageWish = {}): Promise<Stage> {
  return Stage.start({ ...wish, config: { rooms: ['muc.a.test'], ...wish.config } });
}

/** Somebody in `ops` under the own name; whoever comes first makes it, and configures it as said. */
export async function enters(
  stage: Stage,
  user: string,
  config?: Readonly<Record<string, string | readonly string[]>>,
): Promise<Chatter> {
  const chatter = await stage.connect(user, 'desk');
  await chatter.says(enter(user) + (config === undefined ? '' : configure(config)));
  return chatter;
}

/** Who has entered `ops`, in this order, by name; what came meanwhile is read and forgotten. The first one made it. */
export async function entered(stage: Stage, users: readonly string[]): Promise<Record<string, Chatter>> {
  const chatters: Record<string, Chatter> = {};
  for (const user of users) chatters[user] = await enters(stage, user, user === users[0] ? {} : undefined);
  for (const chatter of Object.values(chatters)) await chatter.heard();
  return chatters;
}

/** What somebody has heard until now, plainly. */
export async function heard(chatter: Chatter | undefined): Promise<string> {
  return plain((await chatter?.heard()) ?? '');
}

/** What somebody gets for saying this, plainly. */
export async function said(chatter: Chatter | undefined, xml: string): Promise<string> {
  return plain((await chatter?.says(xml)) ?? '');
}

/** What came, without what rooms always write: the namespaces of theirs, and the address of whoever reads it. */
export function plain(text: string): string {
  return text.replaceAll(
    / (?:xmlns='(?:http:\/\/jabber\.org\/protocol\/muc[^']*|urn:ietf[^']*)'|to='[^']*')/g,
    '',
  );
}
