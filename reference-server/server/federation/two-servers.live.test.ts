import { expect } from 'chai';
import { Chatter, type Stage } from '../server.fixture.ts';
import { Federated, freePorts } from './two-servers.fixture.ts';

const cases = [
  { how: 'by certificates', federation: {} },
  { how: 'by certificates, both ways on one stream', federation: { bidi: true } },
  {
    how: 'by dialback in clear',
    federation: { starttls: 'none', certificates: 'preferred', dialback: true },
  },
];

for (const { how, federation } of cases) {
  describe(`two servers that federate ${how}`, () => {
    let federated: Federated;
    let a: Stage;
    let b: Stage;

    before(async () => {
      federated = await Federated.make();
      const [one = 0, other = 0] = await freePorts(2);
      const routes = { 'a.test': `127.0.0.1:${one}`, 'b.test': `127.0.0.1:${other}` };
      a = await federated.start('a.test', routes['a.test'], routes, {}, federation);
      b = await federated.start('b.test', routes['b.test'], routes, {}, federation);
    });

    after(async () => {
      await federated.stop();
      expect([...a.mistakes, ...b.mistakes]).to.deep.equal([]);
    });

    it('hand on a message each way', async () => {
      const sam = await a.connect('sam', 'x');
      const tess = await Chatter.connect(b.port, 'tess@b.test', 'y');
      sam.raw.send("<message to='tess@b.test' type='chat' id='1'><body>hello</body></message>");
      expect(await tess.raw.until('</message>')).to.match(/from='sam@a.test\/x' to='tess@b.test' .*hello/);
      tess.raw.send("<message to='sam@a.test/x' type='chat' id='2'><body>back</body></message>");
      expect(await sam.raw.until('</message>')).to.match(/from='tess@b.test\/y' to='sam@a.test\/x' .*back/);
    });
  });
}
