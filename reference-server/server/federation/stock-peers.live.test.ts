import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { RawClient } from '../../xmpp/stream/raw-client.fixture.ts';
import { TestNameServer } from '../locations/name-server.fixture.ts';
import type { Chatter, Stage } from '../server.fixture.ts';
import { ejabberd, prosody, romeoAt, type StockServer, stopped } from './stock-peers.fixture.ts';
import { Federated, freePorts } from './two-servers.fixture.ts';

const ways = [
  { how: 'by certificates', dialback: false, bidi: false },
  { how: 'by certificates, both ways on one stream', dialback: false, bidi: true },
  { how: 'by dialback over TLS', dialback: true, bidi: false },
];

const stock: readonly [string, StockServer][] = [
  ['Prosody', prosody],
  ['ejabberd', ejabberd],
];

for (const [name, server] of stock)
  for (const { how, dialback, bidi } of ways)
    describeWith(server, `${name}, with which we federate ${how}`, () => {
      let federated: Federated;
      let folder: string;
      let nameServer: TestNameServer;
      let child: ChildProcess;
      let a: Stage;
      let romeo: RawClient;
      let sam: Chatter;

      before(async function () {
        this.timeout(30_000);
        folder = mkdtempSync(join(tmpdir(), 'stock-'));
        federated = await Federated.make();
        const [ours = 0, peerPort = 0, clientPort = 0] = await freePorts(3);
        nameServer = await TestNameServer.start({
          'SRV _xmpp-server._tcp.a.test': [`0 0 ${ours} 127.0.0.1`],
        });
        // Where only dialback is left, neither trusts whom the other does
        const other = dialback ? await Federated.make() : federated;
        const theirs = await other.writeCertificate(['b.test']);
        const wish = { folder, ca: other.ca, clientPort, peerPort, ours, dialback, bidi };
        child = await server.start({ ...wish, ...theirs, nameServer: nameServer.address });
        const trust = dialback ? { certificates: 'preferred', dialback: true } : { bidi };
        a = await federated.start(
          'a.test',
          `127.0.0.1:${ours}`,
          { 'b.test': `127.0.0.1:${peerPort}` },
          {},
          trust,
        );
        romeo = await romeoAt(clientPort);
        sam = await a.connect('sam', 'x');
      });

      after(async () => {
        await stopped(child);
        await nameServer.stop();
        await federated.stop();
        rmSync(folder, { recursive: true });
        expect(a.mistakes).to.deep.equal([]);
      });

      it('takes a message of ours', async () => {
        sam.raw.send("<message to='romeo@b.test' type='chat' id='1'><body>wherefore</body></message>");
        expect(await romeo.until('</message>')).to.match(/sam@a\.test\/x[^]*wherefore/);
      });

      it('sends us its own', async () => {
        romeo.send("<message to='sam@a.test' type='chat' id='2'><body>soft</body></message>");
        expect(await sam.raw.until('</message>')).to.match(/from='romeo@b\.test\/r'[^]*soft/);
      });
    });

/** Skipped, with a title that says so, where the server is not installed. */
function describeWith({ missing }: StockServer, title: string, body: () => void): void {
  if (missing === undefined) describe(title, body);
  else describe.skip(`${title} (skipped: ${missing})`, body);
}
