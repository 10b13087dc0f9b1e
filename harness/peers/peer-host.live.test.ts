import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { EnvironmentFault, newAuthority, type Outside } from '../targets/index.ts';
import { startPeerHost } from './peer-host.ts';

const nobody = { claims: {}, hosts: {} };

/** Why nothing can be played there. */
async function whyNot(outside: Pick<Outside, 'listen' | 'nameServerPort'>): Promise<string> {
  const authority = await newAuthority();
  const told: Outside = { ...outside, authority: () => authority, believed: () => '' };
  const error: unknown = await startPeerHost(['b.test'], nobody, told).then(
    (host) => host.stop(),
    (reason: unknown) => reason,
  );
  return error instanceof EnvironmentFault ? error.message : '';
}

describe('startPeerHost, where a server was told that others are', () => {
  it('says in one sentence why nobody can be there', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    try {
      expect(await whyNot({ listen: { host: '127.0.0.1', port } })).to.equal(
        `the servers that the harness plays cannot be at \`127.0.0.1:${port}\` (\`federation.listen\`); something listens there already, perhaps another run: end that, or name another port`,
      );
      // TEST-NET-1 (RFC 5737) is nobody's
      expect(await whyNot({ listen: { host: '192.0.2.1', port } })).to.match(
        /cannot be at `192\.0\.2\.1:\d+` .*; this machine has no such address: name one of its own$/,
      );
    } finally {
      taken.close();
    }
  });
});
