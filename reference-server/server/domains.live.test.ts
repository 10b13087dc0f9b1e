import { expect } from 'chai';
import { securityLabel } from '../enforcement/rules.fixture.ts';
import { upTo } from './provision/provision.fixture.ts';
import { type Chatter, Stage } from './server.fixture.ts';

describe('two domains of one server', () => {
  let stage: Stage;
  let sam: Chatter;
  let elsewhere: Chatter;

  beforeEach(async () => {
    stage = await Stage.start({
      config: { domains: { 'a2.test': { accounts: { sam: 'sam', rita: 'rita' } } } },
      verbs: {
        'U(sam@a2.test)': upTo('U', 'R', 'C', 'S'),
        'U(rita@a2.test)': upTo('U', 'R'),
        'Cat(a2.test)': {
          name: 'Of the second',
          items: [{ label: { policy: 'HARNESS-A', classification: 'RESTRICTED' } }],
        },
      },
    });
    sam = await stage.connect('sam', 'desk');
    elsewhere = await stage.connect('sam@a2.test', 'desk');
  });

  afterEach(() => stage.stop());

  const secretTo = (to: string): string =>
    `<message to='${to}' type='chat' id='m'>${securityLabel('A-S')}<body>hi</body></message>`;

  it('carry messages to each other, by the clearances of the recipients they are for', async () => {
    expect(await sam.says(secretTo('sam@a2.test'))).to.equal('');
    expect(await elsewhere.heard())
      .to.include("from='sam@a.test/desk'")
      .and.include('<body>hi</body>');
    expect(await elsewhere.says(secretTo('rita@a.test'))).to.include('<forbidden ');
    expect(await sam.says(secretTo('rita@a2.test'))).to.include('<forbidden ');
  });

  it('keep a message for a user of the other who is away', async () => {
    const restricted = secretTo('rita@a2.test').replace(securityLabel('A-S'), securityLabel('A-R'));
    expect(await sam.says(restricted)).to.equal('');
    const rita = await stage.connect('rita@a2.test', 'desk', '');
    expect(await rita.says('<presence/>')).to.include('<body>hi</body>');
  });

  it('let an iq pass between their users, and answer for themselves', async () => {
    const info = (to: string): string =>
      `<iq type='get' id='d' to='${to}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`;
    const catalog = 'urn:xmpp:sec-label:catalog:2';
    expect(await sam.says(info('a.test'))).to.not.include(catalog);
    expect(await sam.says(info('a2.test')))
      .to.include(catalog)
      .and.include("from='a2.test'");
    expect(
      await elsewhere.says(`<iq type='get' id='c'><catalog xmlns='${catalog}' to='sam@a.test'/></iq>`),
    ).to.include('Of the second');
    expect(await sam.says(info('b.test'))).to.include('<remote-server-not-found ');
    expect(
      await sam.says("<iq type='get' id='p' to='sam@a2.test/desk'><ping xmlns='urn:xmpp:ping'/></iq>"),
    ).to.equal('');
    expect(await elsewhere.heard())
      .to.include("from='sam@a.test/desk'")
      .and.include("id='p'");
  });

  it('tell the presence of contacts across', async () => {
    await sam.says("<presence to='sam@a2.test' type='subscribe'/>");
    expect(await elsewhere.heard()).to.include("type='subscribe'");
    await elsewhere.says("<presence to='sam@a.test' type='subscribed'/>");
    await elsewhere.says('<presence><show>dnd</show></presence>');
    expect(await sam.heard()).to.include('<show>dnd</show>');
  });

  it('know the accounts of the same name apart', async () => {
    expect(await sam.says(secretTo('tess@a2.test'))).to.include('<forbidden ');
    expect(await stage.provision('PATCH', { 'U(sam)': 'none' })).to.equal(204);
    expect(await sam.says(secretTo('sam@a2.test'))).to.include('<forbidden ');
    expect(await elsewhere.says(secretTo('sam@a2.test/desk'))).to.include('<body>hi</body>');
  });
});
