import { expect } from 'chai';
import type { FaultName } from '../../enforcement/index.ts';
import { RawPeer } from '../../xmpp/federation/raw-peer.fixture.ts';
import type { Stage } from '../server.fixture.ts';
import { Federated, freePorts } from './two-servers.fixture.ts';

describe('a malformed label from a peer', () => {
  let federated: Federated;

  beforeEach(async () => {
    federated = await Federated.make();
  });

  afterEach(async () => {
    await federated.stop();
  });

  async function begin(faults: readonly FaultName[]): Promise<{ a: Stage; b: RawPeer }> {
    const [port = 0, nobody = 0] = await freePorts(2);
    const routes = { 'b.test': `127.0.0.1:${nobody}` };
    const a = await federated.start('a.test', `127.0.0.1:${port}`, routes, { faults });
    const b = await RawPeer.connect(port);
    await b.logIn('b.test', await federated.authority.issue(['b.test']));
    return { a, b };
  }

  const malformed =
    "<message from='x@b.test/h' to='sam@a.test' type='chat' id='1'><body>no</body>" +
    "<securitylabel xmlns='urn:xmpp:sec-label:0'><label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>%</esssecuritylabel></label></securitylabel></message>";
  const readable = "<message from='y@b.test/h' to='sam@a.test' type='chat' id='2'><body>yes</body></message>";

  it('goes nowhere, and its stream goes on', async () => {
    const { a, b } = await begin([]);
    const sam = await a.connect('sam', 'x');
    b.send(malformed + readable);
    expect(await sam.raw.until('</message>'))
      .to.contain('yes')
      .and.not.to.contain('no</body>');
  });

  it('peer.fatal: ends every stream of peers', async () => {
    const { b } = await begin(['peer.fatal']);
    b.send(malformed);
    expect(await b.untilEnd()).to.contain('</stream:stream>');
  });
});
