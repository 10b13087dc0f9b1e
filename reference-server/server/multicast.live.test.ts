import { expect } from 'chai';
import type { FaultName } from '../enforcement/index.ts';
import { securityLabel } from '../enforcement/rules.fixture.ts';
import { upTo } from './provision/provision.fixture.ts';
import { type Chatter, Stage, type StageWish } from './server.fixture.ts';

describe('a message to several', () => {
  let stage: Stage | undefined;
  afterEach(() => stage?.stop());

  /** Sends to these addresses; gives what the sender, sam and rita then hear. */
  async function send(addresses: string, label: string, wish: StageWish = {}): Promise<Heard> {
    stage = await Stage.start(wish);
    const tess = await stage.connect('tess', 'desk');
    const [sam, rita] = [await stage.connect('sam', 'desk'), await stage.connect('rita', 'desk')];
    const said = await tess.says(
      `<message to='a.test' id='m'><addresses xmlns='http://jabber.org/protocol/address'>${addresses}</addresses>${securityLabel(label)}<body>all</body></message>`,
    );
    return { tess: said, sam: await heard(sam), rita: await heard(rita) };
  }

  interface Heard {
    readonly tess: string;
    readonly sam: string;
    readonly rita: string;
  }

  const heard = (chatter: Chatter): Promise<string> => chatter.heard();
  const both = "<address type='to' jid='sam@a.test'/><address type='bcc' jid='rita@a.test'/>";

  it('is written to each who is cleared, and its sender is told of the other from the address of that one', async () => {
    const { tess, sam, rita } = await send(both, 'A-S');
    expect(sam)
      .to.include("<message from='tess@a.test/desk' to='sam@a.test' id='m'>")
      .and.include('<body>all</body>')
      .and.include("jid='sam@a.test' delivered='true'")
      .and.not.include('rita');
    expect(rita).to.equal('');
    expect(tess).to.include("from='rita@a.test'").and.include('<forbidden');
    expect(tess.split("type='error'")).to.have.lengthOf(2);
    expect(stage?.audit.map(({ check, to }) => [check, to])).to.deep.equal([['exit', 'rita@a.test']]);
  });

  it('hides the blind ones from a reader of another language too, for whom the marking is written again', async () => {
    stage = await Stage.start({ verbs: { mark: 'rewrite' } });
    const tess = await stage.connect('tess', 'desk');
    const sam = await stage.connect('sam', 'desk');
    await tess.says(
      `<message xml:lang='fr' to='a.test' id='m'><addresses xmlns='http://jabber.org/protocol/address'>${both}</addresses>${securityLabel('A-R')}<body>all</body></message>`,
    );
    expect(await sam.heard())
      .to.include("jid='sam@a.test' delivered='true'")
      .and.not.include('rita');
  });

  it('is kept for those who are not there', async () => {
    await send("<address type='to' jid='una@a.test'/><address type='cc' jid='sam@a.test'/>", 'A-U');
    const una = await stage?.connect('una', 'desk', '');
    expect(await una?.says('<presence/>'))
      .to.include('<body>all</body>')
      .and.include("to='una@a.test'");
  });

  it('goes to nobody where one of its addresses cannot be read', async () => {
    const { tess, sam, rita } = await send(`${both}<address type='to' jid='@'/>`, 'A-U');
    expect([sam, rita]).to.deep.equal(['', '']);
    expect(tess).to.include("from='a.test'").and.include('<jid-malformed');
  });

  it('goes to nobody where its sender is not cleared', async () => {
    const { tess, sam, rita } = await send(both, 'A-S', { verbs: { 'U(tess)': 'none' } });
    expect([sam, rita]).to.deep.equal(['', '']);
    expect(tess).to.include("from='a.test'").and.include('<forbidden');
  });

  it('reaches no domain that may not carry it, and no other server', async () => {
    const addresses =
      "<address type='to' jid='ann@a2.test'/><address type='to' jid='sam@a.test'/><address type='to' jid='x@far.test'/>";
    const config = { domains: { 'a2.test': { accounts: { ann: 'ann' } } } };
    const verbs = { 'U(ann@a2.test)': upTo('S'), 'Dom(a2.test).clr': upTo('R') };
    const { tess, sam } = await send(addresses, 'A-S', { config, verbs });
    expect(sam).to.include('<body>all</body>');
    expect(tess)
      .to.match(/from="ann@a2.test"|from='ann@a2.test'/)
      .and.include('<forbidden');
    expect(tess).to.include('<remote-server-not-found');
    expect(stage?.audit.map(({ check, to }) => [check, to])).to.deep.equal([['domain', 'ann@a2.test']]);
  });

  it('without any address is a message to the server', async () => {
    stage = await Stage.start();
    const tess = await stage.connect('tess', 'desk');
    expect(await tess.says("<message to='a.test' id='m'><body>all</body></message>")).to.include(
      '<service-unavailable',
    );
  });

  it('has the fault multicast.first: what the first may have, all get', async () => {
    const faults: readonly FaultName[] = ['multicast.first'];
    const { rita } = await send(both, 'A-S', { faults });
    expect(rita).to.include('<body>all</body>');
  });

  it('with that fault and a first one who may not have it is refused to that one alone', async () => {
    const turned = "<address type='to' jid='rita@a.test'/><address type='to' jid='sam@a.test'/>";
    const { rita, sam } = await send(turned, 'A-S', { faults: ['multicast.first'] });
    expect(rita).to.equal('');
    expect(sam).to.include('<body>all</body>');
  });
});
