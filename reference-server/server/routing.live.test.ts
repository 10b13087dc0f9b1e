import { expect } from 'chai';
import { securityLabel } from '../enforcement/rules.fixture.ts';
import { type Chatter, Stage } from './server.fixture.ts';

const body = '<body>hi</body>';

function message(to: string, type: string, content = body): string {
  return `<message to='${to}' type='${type}' id='m'>${content}</message>`;
}

/** The types of the errors and the bodies in what came. */
function gist(text: string): string {
  const words = text.matchAll(/<message ([^>]*)>|<([a-z-]+) xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'\/>/g);
  return [...words].map(([, attributes, condition]) => condition ?? typeOf(attributes ?? '')).join(' ');
}

function typeOf(attributes: string): string {
  return /type='(\w+)'/.exec(attributes)?.[1] ?? 'normal';
}

const unavailable = 'error service-unavailable';

describe('a message (RFC 6121 §8.5)', () => {
  let stage: Stage;
  let sam: Chatter;
  let others: Chatter[];

  beforeEach(async () => {
    stage = await Stage.start();
    sam = await stage.connect('sam', 'desk');
    others = [];
  });

  afterEach(() => stage.stop());

  async function rita(resource: string, presence?: string): Promise<Chatter> {
    const chatter = await stage.connect('rita', resource, presence);
    others.push(chatter);
    return chatter;
  }

  /** What sam hears, and what the others hear after him. */
  async function after(xml: string): Promise<readonly string[]> {
    const back = gist(await sam.says(xml));
    const heard: string[] = [];
    for (const other of others) heard.push(gist(await other.heard()));
    return [back, ...heard];
  }

  describe('to a bare address', () => {
    it('comes to every available session of no negative priority', async () => {
      await rita('one');
      await rita('two', '<presence><priority>5</priority></presence>');
      await rita('negative', '<presence><priority>-1</priority></presence>');
      await rita('silent', '');
      for (const type of ['chat', 'normal', 'headline']) {
        expect(await after(message('rita@a.test', type)), type).to.deep.equal(['', type, type, '', '']);
      }
    });

    it('of type groupchat is answered with service-unavailable, whoever is there', async () => {
      await rita('one');
      expect(await after(message('rita@a.test', 'groupchat'))).to.deep.equal([unavailable, '']);
    });

    it('waits for who is not there, save for a headline, and comes once with the time of its coming', async () => {
      await rita('negative', '<presence><priority>-1</priority></presence>');
      expect(await after(message('rita@a.test', 'chat', '<body>first</body>'))).to.deep.equal(['', '']);
      expect(await after(message('rita@a.test', 'normal', '<body>second</body>'))).to.deep.equal(['', '']);
      expect(await after(message('rita@a.test', 'headline'))).to.deep.equal(['', '']);
      expect(await after(message('rita@a.test', 'groupchat'))).to.deep.equal([unavailable, '']);
      const one = await stage.connect('rita', 'one', '');
      const released = await one.says('<presence/>');
      expect(released).to.match(
        /^<presence .*<message from='sam@a.test\/desk' to='rita@a.test' id='m' type='chat'><body>first<\/body><delay xmlns='urn:xmpp:delay' from='a.test' stamp='[^']+'\/><\/message><message .*second/,
      );
      expect(await one.says('<presence/>')).not.to.include('first');
    });

    it('comes back where a thousand wait already, or four megabytes, and all that wait come', async () => {
      expect(gist(await sam.says(message('rita@a.test', 'chat').repeat(1000)))).to.equal('');
      expect(gist(await sam.says(message('rita@a.test', 'chat')))).to.equal(unavailable);
      const long = message('una@a.test', 'chat', `<body>${'x'.repeat(200_000)}</body>`);
      expect(gist(await sam.says(long.repeat(20)))).to.equal('');
      expect(gist(await sam.says(long))).to.equal(unavailable);
      for (const [user, waiting] of [
        ['rita', 1000],
        ['una', 20],
      ] as const) {
        const session = await stage.connect(user, 'one', '');
        expect(gist(await session.says('<presence/>')).split(' ')).to.have.length(waiting);
      }
    });

    it('comes to a session whose priority stops being negative', async () => {
      const one = await rita('one', '<presence><priority>-1</priority></presence>');
      await after(message('rita@a.test', 'chat'));
      expect(gist(await one.says('<presence><priority>0</priority></presence>'))).to.equal('chat');
    });
  });

  describe('to a full address', () => {
    it('comes to that session alone, whatever its priority and its type', async () => {
      await rita('one');
      await rita('negative', '<presence><priority>-1</priority></presence>');
      await rita('silent', '');
      for (const type of ['chat', 'normal', 'headline', 'groupchat']) {
        expect(await after(message('rita@a.test/negative', type))).to.deep.equal(['', '', type, '']);
        expect(await after(message('rita@a.test/silent', type))).to.deep.equal(['', '', '', type]);
      }
    });

    it('that is gone goes on to the others if it is a chat, and otherwise back', async () => {
      await rita('one');
      expect(await after(message('rita@a.test/gone', 'chat'))).to.deep.equal(['', 'chat']);
      expect(await after(message('rita@a.test/gone', 'normal'))).to.deep.equal([unavailable, '']);
      expect(await after(message('rita@a.test/gone', 'groupchat'))).to.deep.equal([unavailable, '']);
      expect(await after(message('rita@a.test/gone', 'headline'))).to.deep.equal(['', '']);
    });
  });

  it('to no such user, to the server, or to another domain comes back, never a headline', async () => {
    await stage.provision('PATCH', { 'U*': stageClearance });
    for (const type of ['chat', 'normal', 'groupchat']) {
      expect(await after(message('nobody@a.test', type)), type).to.deep.equal([unavailable]);
      expect(await after(message('nobody@a.test/x', type)), type).to.deep.equal([unavailable]);
    }
    expect(await after(message('nobody@a.test', 'headline'))).to.deep.equal(['']);
    expect(await after(message('a.test', 'chat'))).to.deep.equal([unavailable]);
    expect(await after(message('rita@b.test', 'chat'))).to.deep.equal(['error remote-server-not-found']);
  });

  it('to no address is for all sessions of the own account', async () => {
    const phone = await stage.connect('sam', 'phone');
    const own = await sam.says(`<message type='chat' id='m'>${body}</message>`);
    expect([gist(own), gist(await phone.heard())]).to.deep.equal(['chat', 'chat']);
  });

  it('carries its label and nothing of the sender that the server does not know', async () => {
    const one = await rita('one');
    const label = securityLabel('A-R');
    await sam.says(
      `<message to='rita@a.test' from='sam@a.test' type='chat' id='m' xml:lang='en'>${label}${body}</message>`,
    );
    expect(await one.heard()).to.include(
      `<message from='sam@a.test/desk' to='rita@a.test' id='m' type='chat' xml:lang='en'><body>hi</body><securitylabel`,
    );
  });

  describe('that is refused', () => {
    const secret = (to: string, type: string): string => message(to, type, `${securityLabel('A-S')}${body}`);

    it('says the same of whoever is not cleared: there, away, or no user at all', async () => {
      await rita('one');
      const errors: string[] = [];
      for (const to of [
        'rita@a.test',
        'rita@a.test/one',
        'rita@a.test/gone',
        'una@a.test',
        'nil@a.test',
        'nobody@a.test',
      ]) {
        errors.push((await sam.says(secret(to, 'chat'))).replaceAll(to, 'TO'));
      }
      expect(new Set(errors)).to.deep.equal(
        new Set([
          "<message from='TO' to='sam@a.test/desk' id='m' type='error'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>Not permitted</text><denied xmlns='urn:x-cmbac:denied:0'/></error></message>",
        ]),
      );
      expect(await others[0]?.heard()).to.equal('');
      expect(stage.audit.map(({ check, kind, to }) => [check, kind, to])).to.deep.equal(
        [
          'rita@a.test',
          'rita@a.test/one',
          'rita@a.test/gone',
          'una@a.test',
          'nil@a.test',
          'nobody@a.test',
        ].map((to) => ['exit', 'denied', to]),
      );
    });

    it('is not kept for later, and nothing of it comes when the clearance is raised', async () => {
      expect(await after(secret('rita@a.test', 'chat'))).to.deep.equal(['error forbidden']);
      await stage.provision('PATCH', { 'U(rita)': stageClearance });
      const one = await stage.connect('rita', 'one', '');
      expect(gist(await one.says('<presence/>'))).to.equal('');
    });

    it('is refused for every type, and silently for a headline', async () => {
      await rita('one');
      for (const type of ['chat', 'normal']) {
        expect(await after(secret('rita@a.test', type))).to.deep.equal(['error forbidden', '']);
      }
      expect(await after(secret('rita@a.test', 'headline'))).to.deep.equal(['', '']);
    });

    it('is withheld at release when the clearance has been lowered meanwhile, and comes when it is back', async () => {
      await stage.provision('PATCH', { 'U(rita)': stageClearance });
      expect(await after(secret('rita@a.test', 'chat'))).to.deep.equal(['']);
      await stage.provision('PATCH', { 'U(rita)': 'none' });
      const one = await stage.connect('rita', 'one', '');
      expect(gist(await one.says('<presence/>'))).to.equal('');
      expect(stage.audit.map(({ check, to }) => [check, to])).to.deep.equal([['exit', 'rita@a.test']]);
      await stage.provision('PATCH', { 'U(rita)': stageClearance });
      expect(gist(await one.says("<presence type='unavailable'/><presence/>"))).to.equal('chat');
    });
  });
});

const stageClearance = {
  policy: 'HARNESS-A',
  classifications: ['UNCLASSIFIED', 'RESTRICTED', 'CONFIDENTIAL', 'SECRET'],
};
