import { expect } from 'chai';
import { plan } from './plan.ts';
import { scenario } from './scenario/scenario.ts';

const driver = { verbs: new Set(['U', 'Cat']), features: new Set(['labels']) };

describe('plan', () => {
  const missing = (file: object): (readonly string[])[] => {
    const parsed = scenario.parse({
      title: 'A scenario for a test',
      requirements: ['X-1'],
      actors: { tess: 'u-ts', rita: 'u-r' },
      steps: [{ probe: { from: 'tess', to: 'rita', expect: 'delivered' } }],
      ...file,
    });
    const components = ['gw.a.test'];
    const all = [{ ...parsed, id: 'a', file: 'a.yaml', hash: '' }];
    const planned = plan(all, driver, [], undefined, components);
    return planned.flatMap(({ parts }) => parts.map((part) => part.missing));
  };

  it('lacks nothing where verbs and features are there', () => {
    expect(missing({ provision: { 'U(u-r)': ['U'] }, needs: ['labels'] })).to.deep.equal([[]]);
  });

  it('names verbs and features that the target lacks, each once', () => {
    expect(
      missing({
        provision: { 'Srv.clr': ['U'], 'Dom(a.test).clr': ['U'] },
        needs: ['offline'],
        steps: [
          { catalog: { from: 'tess', for: 'rita' } },
          { offered: { from: 'tess', to: 'rita', labels: ['A-U', 'A-S'] } },
          { provision: { 'Srv.clr': 'none' } },
        ],
      }),
    ).to.deep.equal([
      ['verb Srv.clr', 'verb Dom.clr', 'feature offline', 'feature catalog', 'feature live-provisioning'],
    ]);
  });

  it('wants rooms of a target only where a step makes or enters one', () => {
    expect(missing({ steps: [{ room: { name: 'ops', owner: 'tess' } }] })).to.deep.equal([['feature rooms']]);
    expect(missing({ steps: [{ enter: { actor: 'tess', room: 'ops', expect: 'entered' } }] })).to.deep.equal([
      ['feature rooms'],
    ]);
  });

  it('wants components of a target where an actor is one, or is at one: that is no further domain of the server', () => {
    const features = (gale: unknown): unknown => missing({ actors: { tess: 'u-ts', rita: 'u-r', gale } });
    expect(features('gw.a.test')).to.deep.equal([['feature components']]);
    expect(features({ user: 'x@gw.a.test', kind: 'raw' })).to.deep.equal([['feature components']]);
    expect(features('x@a2.test')).to.deep.equal([['feature several-domains']]);
  });

  it('wants a history of rooms only where somebody must find something in it', () => {
    const enter = { actor: 'tess', room: 'ops', expect: 'entered' };
    const features = (more: object): unknown => missing({ steps: [{ enter: { ...enter, ...more } }] });
    expect(features({ holds: ['said'] })).to.deep.equal([['feature rooms', 'feature room-history']]);
    expect(features({ replayed: 2 })).to.deep.equal([['feature rooms', 'feature room-history']]);
    expect(features({ lacks: ['said'], replayed: 0 })).to.deep.equal([['feature rooms']]);
  });

  it('wants an archive of users, of rooms, or both, as it is read', () => {
    const archive = (room: object): unknown =>
      missing({ steps: [{ archive: { actor: 'tess', holds: ['said'], ...room } }] });
    expect(archive({})).to.deep.equal([['feature archive']]);
    expect(archive({ room: 'ops' })).to.deep.equal([['feature room-archive']]);
  });

  it('says why, where the machine is to blame', () => {
    const parsed = scenario.parse({
      title: 'A scenario for a test',
      requirements: ['X-1'],
      actors: { tess: 'u-ts', rita: 'u-r' },
      provision: { 'Dir.server': 'down' },
      steps: [
        { misprovision: { 'Srv.clr': ['U'] } },
        { probe: { from: 'tess', to: 'rita', expect: 'delivered' } },
      ],
    });
    const without = new Map([['verb Dir.server', 'slapd is not installed']]);
    const planned = plan([{ ...parsed, id: 'a', file: 'a.yaml', hash: '' }], { ...driver, without });
    expect(planned[0]?.parts[0]?.missing).to.deep.equal([
      'verb Dir.server (slapd is not installed)',
      'verb Srv.clr',
      'feature live-provisioning',
    ]);
  });

  it('needs several domains where an actor is of another one', () => {
    const feature = [['feature several-domains']];
    expect(missing({ actors: { tess: 'u-ts', rita: 'u-r@a2.test' } })).to.deep.equal(feature);
    expect(missing({ actors: { tess: { user: 'u-ts@a2.test' }, rita: 'u-r' } })).to.deep.equal(feature);
  });

  it('lets a twin be unsupported on its own', () => {
    expect(missing({ twin: { title: 'Twin', provision: { mark: 'verify' } } })).to.deep.equal([
      [],
      ['verb mark'],
    ]);
  });

  describe('with a second server', () => {
    const at = (peers: object, more: object = {}, features: readonly string[] = ['labels']): unknown => {
      const parsed = scenario.parse({
        title: 'A scenario for a test',
        requirements: ['X-1'],
        actors: { tess: 'u-ts', xenia: 'x@b.test' },
        peers,
        steps: [{ probe: { from: 'tess', to: 'xenia', expect: 'delivered' } }],
        ...more,
      });
      const near = { ...driver, features: new Set(['labels', 'peers']) };
      const second = { domain: 'b.test', driver: { verbs: new Set(['U']), features: new Set(features) } };
      const file = { ...parsed, id: 'a', file: 'a.yaml', hash: '' };
      return [plan([file], near, ['b.test']), plan([file], near, ['b.test'], second)].map(
        ([planned]) => planned?.parts[0]?.missing,
      );
    };

    it('is wanted by who names one, and by nobody else', () => {
      expect(at({ 'b.test': 'server' })).to.deep.equal([['a second server (`--peer`)'], []]);
      expect(at({ 'b.test': 'any' })).to.deep.equal([[], []]);
    });

    it('lacks verbs and features of its own', () => {
      const more = {
        provisionAt: { 'b.test': { 'U(x)': ['U'], 'Peer(a.test).in': ['U'] } },
        needs: ['labels'],
      };
      expect(at({ 'b.test': 'server' }, more, [])).to.deep.equal([
        ['a second server (`--peer`)'],
        ['verb Peer.in at b.test', 'feature labels at b.test'],
      ]);
    });
  });
});
