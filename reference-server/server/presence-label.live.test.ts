import { expect } from 'chai';
import { securityLabel } from '../enforcement/rules.fixture.ts';
import { labelled, upTo } from './provision/provision.fixture.ts';
import { Stage } from './server.fixture.ts';

describe('the label of a presence', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.start({ verbs: { 'Pres(sam).lbl': labelled('S') } });
  });

  afterEach(() => stage.stop());

  it('hides the sessions of its user from who is not cleared for it, and not their answers', async () => {
    const [sam, rita] = [await stage.connect('sam', 'desk'), await stage.connect('rita', 'desk')];
    const ping = "<ping xmlns='urn:xmpp:ping'/>";
    const found = async (content: (to: string) => string): Promise<boolean> => {
      const answers = [
        await rita.says(content('sam@a.test/desk')),
        await rita.says(content('sam@a.test/gone')),
      ];
      return answers[0] !== answers[1]?.replaceAll('/gone', '/desk');
    };
    const asks = (to: string): string => `<iq type='get' id='p' to='${to}'>${ping}</iq>`;
    const tells = (to: string): string => `<message to='${to}' id='m'><body>hi</body></message>`;
    expect([await found(asks), await found(tells), await sam.heard()]).to.deep.equal([false, false, '']);
    await sam.says(`<iq type='get' id='q' to='rita@a.test/desk'>${ping}</iq>`);
    expect(await rita.heard()).to.include("id='q'");
    await rita.says("<iq type='result' id='q' to='sam@a.test/desk'/>");
    expect(await sam.heard()).to.include("id='q' type='result'");
    await stage.provision('PATCH', { 'U(rita)': upTo('U', 'S') });
    expect([await found(asks), await found(tells)]).to.deep.equal([true, true]);
  });

  it('hides its user from what is not measured by a label, and from what the store tells', async () => {
    await stage.provision('PATCH', { 'store.withheld': 'bounce' });
    const rita = await stage.connect('rita', 'desk');
    const stored = (id: string, body: string): string =>
      `<message to='sam@a.test' type='chat' id='${id}'>${securityLabel('A-R')}<body>${body}</body></message>`;
    expect(await rita.says(stored('few', 'hi'))).to.equal('');
    await stage.provision('PATCH', { 'U(sam)': upTo('U') });
    const sam = await stage.connect('sam', 'desk', '<presence><priority>-1</priority></presence>');
    await sam.says('<presence/>');
    expect(await rita.heard()).to.equal('');
    await stage.provision('PATCH', { 'U(sam)': upTo('U', 'R'), 'Pol.label': 'none' });
    await sam.says('<presence><priority>-1</priority></presence>');
    const typing = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
    await rita.says(`<message to='sam@a.test/desk' type='chat' id='t'>${typing}</message>`);
    expect(await sam.heard()).to.equal('');
    sam.raw.send('</stream:stream>');
    await sam.ended();
    const full = Array.from({ length: 18 }, (_, index) => stored(`m${index}`, 'x'.repeat(250_000)));
    expect(await rita.says(full.join(''))).to.equal('');
  });

  it('ends a subscription as soon as the clearance changes', async () => {
    const [sam, rita] = [await stage.connect('sam', 'desk'), await stage.connect('rita', 'desk')];
    await stage.provision('PATCH', { 'U(rita)': upTo('U', 'S') });
    await rita.says("<presence type='subscribe' to='sam@a.test'/>");
    await sam.says("<presence type='subscribed' to='rita@a.test'/>");
    expect(await rita.heard()).to.include("<presence from='sam@a.test/desk' to='rita@a.test'/>");
    await stage.provision('PATCH', { 'U(rita)': upTo('U') });
    expect(await rita.heard()).to.equal(
      "<presence from='sam@a.test' to='rita@a.test' type='unsubscribed'/>" +
        "<presence from='sam@a.test/desk' to='rita@a.test' type='unavailable'/>",
    );
    expect(stage.audit.map(({ check, kind, to }) => [check, kind, to])).to.deep.equal([
      ['presence', 'denied', 'rita@a.test'],
    ]);
  });
});
