import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { upTo } from '../provision/provision.fixture.ts';
import { type Chatter, Stage, type StageWish } from '../server.fixture.ts';

const ops = 'ops@muc.a.test';
const enter = (nick: string, wish = ''): string =>
  `<presence to='${ops}/${nick}'><x xmlns='http://jabber.org/protocol/muc'>${wish}</x></presence>`;
const instant = `<iq type='set' id='instant' to='${ops}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>`;
const says = (text: string, label = 'A-U', id = text): string =>
  `<message to='${ops}' type='groupchat' id='${id}'><body>${text}</body>${securityLabel(label)}</message>`;
/** The bodies in what came, in order. */
const bodies = (text: string): string[] =>
  [...text.matchAll(/<body>([^<]*)<\/body>/g)].map(([, body = '']) => body);

describe('a room', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  /** Who has entered, in this order; the first has made the room. */
  async function room(wish: StageWish, ...users: readonly string[]): Promise<Record<string, Chatter>> {
    stage = await Stage.start({ ...wish, config: { rooms: ['muc.a.test'], ...wish.config } });
    const chatters: Record<string, Chatter> = {};
    for (const user of users) {
      const chatter = await stage.connect(user, 'desk');
      await chatter.says(enter(user));
      if (Object.keys(chatters).length === 0) await chatter.says(instant);
      chatters[user] = chatter;
    }
    for (const chatter of Object.values(chatters)) await chatter.heard();
    return chatters;
  }

  it('gives a message to those who are cleared for it, the sender too, and nobody hears who is not', async () => {
    const { tess, sam, rita } = await room({}, 'tess', 'sam', 'rita');
    const own = await tess?.says(says('secret', 'A-S') + says('open'));
    expect(bodies(own ?? '')).to.deep.equal(['secret', 'open']);
    expect(own).not.to.include('error');
    expect(bodies((await sam?.heard()) ?? '')).to.deep.equal(['secret', 'open']);
    expect(bodies((await rita?.heard()) ?? '')).to.deep.equal(['open']);
  });

  it('takes no message that it is not cleared for', async () => {
    const { tess, sam } = await room({ verbs: { 'Rm(ops).clr': upTo('U', 'R') } }, 'tess', 'sam');
    const answer = await tess?.says(says('secret', 'A-S'));
    expect(answer).to.include(`<message from='${ops}' to='tess@a.test/desk' id='secret' type='error'>`);
    expect(answer).to.include('<forbidden');
    expect(await sam?.heard()).to.equal('');
  });

  it('replays what whoever enters is cleared for', async () => {
    const { tess } = await room({}, 'tess');
    await tess?.says(says('secret', 'A-S') + says('open'));
    const rita = await stage.connect('rita', 'desk');
    const seen = await rita.says(enter('rita'));
    expect(bodies(seen)).to.deep.equal(['open']);
    expect(seen).to.match(/<subject\/><\/message>$/);
    const sam = await stage.connect('sam', 'desk');
    expect(bodies(await sam.says(enter('sam')))).to.deep.equal(['secret', 'open']);
  });
});
