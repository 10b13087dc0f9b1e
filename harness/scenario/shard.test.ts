import { expect } from 'chai';
import fc from 'fast-check';
import { inShard, shardRecord, sizeOfShard } from './shard.ts';
import { shuffle } from './shuffle.ts';

const scenariosOf = (ids: readonly string[]) => ids.map((id) => ({ id, hash: `hash of ${id}` }));
const chosen = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 }).map(scenariosOf);
const many = scenariosOf(Array.from({ length: 100 }, (_, index) => `folder-${index % 4}/${index}`));

const shardsOf = (of: number) => Array.from({ length: of }, (_, index) => ({ number: index + 1, of }));

describe('inShard', () => {
  it('has every scenario in exactly one shard, and says before how many there are', () => {
    fc.assert(
      fc.property(chosen, fc.integer({ min: 1, max: 70 }), (scenarios, of) => {
        const shards = shardsOf(of).map((shard) => inShard(scenarios, shard));
        const ids = shards.flatMap((shard) => shard.map(({ id }) => id));
        expect(ids.sort()).to.deep.equal(scenarios.map(({ id }) => id).sort());
        expect(shards.map(({ length }) => length)).to.deep.equal(
          shardsOf(of).map((shard) => Math.max(0, sizeOfShard({ ...shard, chosen: scenarios.length }))),
        );
      }),
    );
  });

  it('deals the same to each shard whatever order the scenarios come in, and keeps that order', () => {
    const ids = (scenarios: typeof many) => inShard(scenarios, { number: 2, of: 3 }).map(({ id }) => id);
    const mixed = shuffle(many, 'a');
    expect(ids(mixed)).to.have.members(ids(many));
    const places = ids(mixed).map((id) => mixed.findIndex((one) => one.id === id));
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
  });

  it('spreads a folder over all shards', () => {
    for (const shard of shardsOf(4)) {
      const folders = new Set(inShard(many, shard).map(({ id }) => id.split('/')[0]));
      expect(folders.size, `shard ${shard.number}`).to.equal(4);
    }
  });
});

describe('shardRecord', () => {
  it('is of the same scenarios in every order, and of others when one is changed, new or gone', () => {
    const digest = (scenarios: typeof many) => shardRecord(scenarios, { number: 1, of: 2 }).digest;
    expect(digest(shuffle(many, 'b'))).to.equal(digest(many));
    const [first, ...rest] = many;
    const changed = { id: first?.id ?? '', hash: 'another' };
    expect(new Set([digest(many), digest(rest), digest([changed, ...rest])]).size).to.equal(3);
  });
});
