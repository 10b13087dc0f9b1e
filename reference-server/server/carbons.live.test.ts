import { expect } from 'chai';
import { securityLabel } from '../enforcement/rules.fixture.ts';
import { upTo } from './provision/provision.fixture.ts';
import { type Chatter, Stage, type StageWish } from './server.fixture.ts';

const enable = "<iq type='set' id='carbons'><enable xmlns='urn:xmpp:carbons:2'/></iq>";
const high = '127.0.0.1';
const low = '127.0.0.2';

/** The low place is for RESTRICTED at most. */
const twoPlaces = { [`Loc(${low})`]: upTo('U', 'R'), 'Loc*': upTo('U', 'R', 'C', 'S', 'TS') };

function message(to: string, content = '<body>hi</body>', type = 'chat'): string {
  return `<message to='${to}' type='${type}' id='m'>${content}</message>`;
}

/** `received`, `sent` or `plain` for each message that came, with its type, and the condition of an error. */
function gist(text: string): string {
  const parts = text.split(/(?=<message from='[^']*' to='[^']*'(?: id='[^']*')?(?: type='\w+')?>)/);
  const words: string[] = [];
  for (const part of parts.filter((one) => one.startsWith('<message'))) {
    const direction = /<(received|sent) xmlns='urn:xmpp:carbons:2'>/.exec(part)?.[1];
    words.push(direction ?? 'plain');
  }
  return words.join(' ');
}

describe('copies for other sessions (XEP-0280)', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  async function start(wish: StageWish = {}): Promise<void> {
    stage = await Stage.start(wish);
  }

  /** A session that asked for copies. */
  async function copied(user: string, resource: string, from = high, presence?: string): Promise<Chatter> {
    const chatter = await stage.connectFrom(from, user, resource, presence);
    await chatter.says(enable);
    return chatter;
  }

  it('go to the sessions that asked, from the account itself, with all that was delivered in it', async () => {
    await start();
    const tess = await stage.connect('tess', 'desk');
    const sam = await stage.connect('sam', 'desk');
    const other = await copied('sam', 'phone');
    const without = await stage.connect('sam', 'pad');
    await tess.says(message('sam@a.test/desk', `<body>hi</body>${securityLabel('A-S')}`));
    const original = await sam.heard();
    expect(await without.heard()).to.equal('');
    const [from, to] = ['sam@a.test', 'sam@a.test/phone'];
    const inner = original.replace('<message ', "<message xmlns='jabber:client' ");
    const got = await other.heard();
    expect(got).to.include(
      `<message from='${from}' to='${to}' type='chat'><received xmlns='urn:xmpp:carbons:2'>`,
    );
    expect(got).to.include(inner.slice(inner.indexOf('<body>')));
    expect(got).to.include("from='tess@a.test/desk'").and.to.include("to='sam@a.test/desk'");
  });

  it('go to other sessions of the sender, and are not sent any more once they are disabled', async () => {
    await start();
    const tess = await stage.connect('tess', 'desk');
    const other = await copied('tess', 'phone');
    await stage.connect('sam', 'desk');
    await tess.says(message('sam@a.test/desk'));
    expect(gist(await other.heard())).to.equal('sent');
    await other.says(enable.replace('enable', 'disable'));
    await tess.says(message('sam@a.test/desk'));
    expect(gist(await other.heard())).to.equal('');
  });

  it('are one a message: none for who has it, none for the sender itself, one in a message to oneself', async () => {
    await start();
    const tess = await copied('tess', 'desk');
    const sam = await copied('sam', 'desk');
    const second = await copied('sam', 'phone', high, '<presence><priority>-1</priority></presence>');
    expect(gist(await tess.says(message('sam@a.test')))).to.equal('');
    expect(gist(await sam.heard())).to.equal('plain');
    expect(gist(await second.heard())).to.equal('received');
    await sam.says(message('sam@a.test/desk'));
    expect(gist(await second.heard())).to.equal('sent');
  });

  it('are made of chat, and of normal messages with a body, unless they are private', async () => {
    await start();
    const tess = await stage.connect('tess', 'desk');
    await stage.connect('sam', 'desk');
    const other = await copied('sam', 'phone');
    for (const [content, type, copy] of [
      ['<body>a</body>', 'normal', 'received'],
      ['<thread>a</thread>', 'normal', ''],
      ['<thread>a</thread>', 'chat', 'received'],
      ['<body>a</body>', 'headline', ''],
      ["<body>a</body><private xmlns='urn:xmpp:carbons:2'/>", 'chat', ''],
      ["<body>a</body><no-copy xmlns='urn:xmpp:hints'/>", 'chat', ''],
    ] as const) {
      await tess.says(message('sam@a.test/desk', content, type));
      expect(gist(await other.heard()), `${type} ${content}`).to.equal(copy);
    }
  });

  for (const [faults, expected] of [
    [[], ['', '']],
    [['copy.carbon'], ['sent', 'received']],
  ] as const) {
    it(`are withheld where the place of a session is not cleared, sent and received, and written down${faults.length === 0 ? '' : `, but with the fault ${faults.join()}`}`, async () => {
      await start({ verbs: twoPlaces, faults });
      const tess = await stage.connect('tess', 'desk');
      await stage.connect('sam', 'desk');
      const others = [await copied('tess', 'low', low), await copied('sam', 'low', low)];
      await tess.says(message('sam@a.test/desk', `<body>hi</body>${securityLabel('A-S')}`));
      const heard = await Promise.all(others.map(async (other) => gist(await other.heard())));
      expect(heard).to.deep.equal(expected);
      expect(stage.audit.length).to.equal(faults.length === 0 ? 2 : 0);
      await tess.says(message('sam@a.test/desk', `<body>hi</body>${securityLabel('A-R')}`));
      const cleared = await Promise.all(others.map(async (other) => gist(await other.heard())));
      expect(cleared).to.deep.equal(['sent', 'received']);
    });
  }

  for (const faults of [[], ['copy.refused']] as const) {
    it(`are not made of a refused message: only of the error, which holds nothing of it${faults.length === 0 ? '' : `, but with the fault ${faults.join()}`}`, async () => {
      await start({ faults });
      const tess = await stage.connect('tess', 'desk');
      const [own, ritas] = [await copied('tess', 'phone'), await copied('rita', 'phone')];
      await tess.says(message('rita@a.test/desk', `<body>hello</body>${securityLabel('A-S')}`));
      const [told, seen] = [await own.heard(), await ritas.heard()];
      expect(told).to.include("<received xmlns='urn:xmpp:carbons:2'>").and.to.include('<forbidden ');
      expect(told.includes('hello'), told).to.equal(faults.length > 0);
      expect(seen !== '', seen).to.equal(faults.length > 0);
    });
  }

  it('are made of the error of a recipient, for the sender', async () => {
    await start();
    const tess = await stage.connect('tess', 'desk');
    const own = await copied('tess', 'phone');
    const sam = await stage.connect('sam', 'desk');
    await tess.says(message('sam@a.test/desk'));
    await own.heard();
    const error =
      "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>text</gone></error>";
    await sam.says(`<message type='error' to='tess@a.test/desk' id='m'>${error}</message>`);
    expect(await own.heard())
      .to.include('<gone ')
      .and.not.to.include('text');
  });

  for (const faults of [[], ['copy.bounce']] as const) {
    it(`are not answered: an error for one goes nowhere${faults.length === 0 ? '' : `, but with the fault ${faults.join()}`}`, async () => {
      await start({ faults });
      const tess = await stage.connect('tess', 'desk');
      await stage.connect('sam', 'desk');
      const other = await copied('sam', 'phone');
      await tess.says(message('sam@a.test/desk'));
      await other.heard();
      const error = "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
      await other.says(`<message type='error' to='sam@a.test' id='m'>${error}</message>`);
      await other.says(`<message type='error' to='tess@a.test/desk' id='m'>${error}</message>`);
      expect(gist(await tess.heard())).to.equal(faults.length === 0 ? '' : 'plain');
    });
  }

  it('are asked about for the sender too, who may send what the same user may not receive only by mistake', async () => {
    await start({ faults: ['entry.user'] });
    const rita = await stage.connect('rita', 'desk');
    const own = await copied('rita', 'phone');
    const tess = await stage.connect('tess', 'desk');
    await rita.says(message('tess@a.test/desk', `<body>hi</body>${securityLabel('A-S')}`));
    expect([gist(await tess.heard()), gist(await own.heard())]).to.deep.equal(['plain', '']);
    expect(stage.audit.map(({ check }) => check)).to.deep.equal(['exit']);
  });

  it('of an error hold what the message held with the fault that says so, and the error itself does not', async () => {
    await start({ faults: ['copy.error'] });
    const tess = await stage.connect('tess', 'desk');
    const own = await copied('tess', 'phone');
    const told = await tess.says(message('rita@a.test/desk', `<body>hello</body>${securityLabel('A-S')}`));
    expect(told).to.include('<forbidden ').and.not.to.include('hello');
    expect(await own.heard()).to.include('hello');
  });

  it('are not sent where denials are opaque: their absence would tell', async () => {
    await start({ verbs: { denials: 'opaque' } });
    const tess = await stage.connect('tess', 'desk');
    const own = await copied('tess', 'phone');
    await stage.connect('sam', 'desk');
    const sams = await copied('sam', 'phone');
    await tess.says(message('sam@a.test/desk'));
    expect([gist(await own.heard()), gist(await sams.heard())]).to.deep.equal(['', 'received']);
  });

  it('are had of oneself alone, and need no label of their own', async () => {
    await start({ verbs: { 'Pol.label': 'none' } });
    const tess = await stage.connect('tess', 'desk');
    const other = await copied('sam', 'phone');
    await stage.connect('sam', 'desk');
    expect(await tess.says(enable.replace("id='", "to='sam@a.test' id='"))).to.include('service-unavailable');
    await tess.says(message('sam@a.test/desk', `<body>hi</body>${securityLabel('A-R')}`));
    expect(gist(await other.heard())).to.equal('received');
    expect(stage.mistakes).to.deep.equal([]);
  });
});
