import { expect } from 'chai';
import { type ActorFile, actor } from './actor.ts';
import { actorFlaws } from './lint-actors.ts';
import { scenario } from './scenario.ts';
import { entranceOf, transportFeatures } from './transport.ts';

function actorWith(more: object): ActorFile {
  return actor.parse({ user: 'u-s', ...more });
}

describe('entranceOf', () => {
  it('goes by the transport, then by the family of the address', () => {
    const proxyHeader = { version: 2, source: '127.0.0.3' };
    const actors = [
      'u-s',
      actorWith({}),
      actorWith({ address: '127.0.0.2' }),
      actorWith({ address: '::1' }),
      actorWith({ address: '::ffff:127.0.0.2' }),
      actorWith({ address: '127.0.0.8', proxyHeader }),
      actorWith({ address: '127.0.0.2', transport: 'websocket' }),
      actorWith({ address: '127.0.0.2', transport: 'bosh' }),
    ];
    expect(actors.map(entranceOf)).to.deep.equal([
      'tcp',
      'tcp',
      'tcp',
      'ipv6',
      'ipv4-mapped',
      'proxied',
      'websocket',
      'bosh',
    ]);
  });
});

describe('transportFeatures', () => {
  it('asks for what an actor uses, whatever the scenario says that it needs', () => {
    const actors = [
      'u-s',
      actorWith({ address: '127.0.0.2' }),
      actorWith({ address: '::1' }),
      actorWith({ transport: 'websocket' }),
    ];
    expect(actors.map(transportFeatures)).to.deep.equal([
      [],
      ['source-address'],
      ['source-address', 'ipv6'],
      ['websocket'],
    ]);
  });
});

describe('actorFlaws', () => {
  function flawsOf(more: object): string[] {
    const file = scenario.parse({
      title: 'A scenario for a test',
      requirements: ['X-1'],
      actors: { sam: { user: 'u-s', ...more } },
      steps: [{ connect: 'sam' }],
    });
    return actorFlaws(file).map(({ path, sentence }) => `${path.join('.')}: ${sentence}`);
  }

  it('finds nothing wrong with an actor that can be played', () => {
    expect([
      flawsOf({}),
      flawsOf({ transport: 'websocket', address: '127.0.0.2', headers: { Forwarded: 'for=127.0.0.3' } }),
      flawsOf({ proxyHeader: { version: 1, source: '127.0.0.3' }, kind: 'raw' }),
      flawsOf({ address: '::1', kind: 'raw' }),
    ]).to.deep.equal([[], [], [], []]);
  });

  it('tells what a transport cannot do', () => {
    const proxyHeader = { version: 1, source: '127.0.0.3' };
    expect([
      ...flawsOf({ headers: {} }),
      ...flawsOf({ transport: 'websocket', kind: 'raw' }),
      ...flawsOf({ transport: 'websocket', proxyHeader }),
      ...flawsOf({ transport: 'websocket', address: '::1' }),
      ...flawsOf({ address: '::1', proxyHeader }),
    ]).to.deep.equal([
      'actors.sam.headers: only HTTP has headers; write `transport: websocket` or `transport: bosh`',
      'actors.sam.kind: a raw actor speaks TCP; leave out `kind` or `transport`',
      'actors.sam.proxyHeader: over HTTP an actor says it in `headers`; leave this out',
      'actors.sam.address: over HTTP or with a `proxyHeader` an actor comes from an IPv4 address',
      'actors.sam.address: over HTTP or with a `proxyHeader` an actor comes from an IPv4 address',
    ]);
  });
});
