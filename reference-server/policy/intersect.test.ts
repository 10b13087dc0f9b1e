import { expect } from 'chai';
import fc from 'fast-check';
import { anyClearance, anyLabel } from './arbitrary.contract.ts';
import { decide } from './decide.ts';
import { cleared, policy } from './fixtures.contract.ts';
import { intersectClearances, maxGrants } from './intersect.ts';
import type { Clearances } from './label.ts';
import { check } from './property.contract.ts';

const edge = policy('edge/spif.xml');

describe('intersectClearances', () => {
  it('grants what every level of the path has, policy by policy', () => {
    const root = [cleared('U', 'R', 'S', 'ALPHA', 'BRAVO', 'REL1'), cleared('B-U', 'B-S')];
    const authority = [cleared('U', 'S', 'ALPHA', 'REL2'), cleared('B-U')];
    expect(intersectClearances([root, undefined, authority])).to.deep.equal([
      cleared('U', 'S', 'ALPHA'),
      cleared('B-U'),
    ]);
    expect(intersectClearances([root, authority, [cleared('S', 'TS', 'ALPHA')]])).to.deep.equal([
      cleared('S', 'ALPHA'),
    ]);
  });

  it('keeps what no other grant covers, and drops what one does', () => {
    const [secret, alpha, alphaBravo] = [cleared('S'), cleared('S', 'ALPHA'), cleared('S', 'ALPHA', 'BRAVO')];
    expect(intersectClearances([[alpha, secret, alphaBravo, cleared('U', 'REL1')]])).to.deep.equal([
      alpha,
      alphaBravo,
      cleared('U', 'REL1'),
    ]);
    expect(intersectClearances([[alphaBravo, alpha, secret]])).to.deep.equal([alphaBravo]);
  });

  it('grants nothing for a path that says nothing, has an empty level, or nothing in common', () => {
    expect(intersectClearances([])).to.deep.equal([]);
    expect(intersectClearances([undefined, undefined])).to.deep.equal([]);
    expect(intersectClearances([[cleared('S')], []])).to.deep.equal([]);
    expect(intersectClearances([[cleared('S', 'ALPHA')], [cleared('U', 'ALPHA')]])).to.deep.equal([]);
    expect(intersectClearances([[cleared('S')], [cleared('B-S')]])).to.deep.equal([]);
    expect(intersectClearances([[cleared('S')], [{ ...cleared('S'), policy: '1.2.3' }]])).to.deep.equal([]);
  });

  it('keeps several grants apart, and drops those that another covers', () => {
    const holder = [cleared('S'), cleared('R', 'ALPHA')];
    expect(intersectClearances([[cleared('R', 'S', 'ALPHA')], holder])).to.deep.equal(holder);
    expect(intersectClearances([[cleared('S', 'R'), cleared('R'), cleared('U')]])).to.deep.equal([
      cleared('S', 'R'),
      cleared('U'),
    ]);
  });

  it('keeps two grants of which neither covers the other, by classification or by category', () => {
    const grants = [cleared('U', 'R'), cleared('R', 'S'), cleared('U', 'ALPHA'), cleared('U', 'BRAVO')];
    expect(intersectClearances([grants])).to.deep.equal(grants);
  });

  it('cuts a list of grants that has no end', () => {
    const everything = [...edge.index.categories.keys()];
    const [classification] = edge.classifications;
    if (classification === undefined) throw new Error('EDGE has no classification');
    const many = everything.flatMap((one) =>
      everything.map((other) => ({
        policy: edge.oid,
        classifications: new Set([classification.classification]),
        categories: new Set([one, other]),
      })),
    );
    const twice = intersectClearances([[...many, ...many]]);
    expect(twice.length).to.be.lessThanOrEqual(maxGrants);
    const distinct = Array.from({ length: maxGrants + 1 }, (_, n) => ({
      ...cleared('S'),
      policy: `1.2.${n}`,
    }));
    expect(intersectClearances([distinct]).length).to.equal(maxGrants);
  });

  it('grants a label exactly where every level does, as long as each has one grant', () => {
    const path = fc.array(anyClearance(edge), { minLength: 1, maxLength: 3 });
    check(
      fc.property(path, anyLabel(edge), (levels, one) => {
        const restrictiveOnly = {
          ...one,
          categories: one.categories.filter(({ tag }) => tag.effect !== 'permissive'),
        };
        const held = intersectClearances(levels.map((clearance) => [clearance]));
        return (
          decide(restrictiveOnly, held).grant ===
          levels.every((level) => decide(restrictiveOnly, [level]).grant)
        );
      }),
    );
  });

  it('never grants what a level of the path denies, in whichever order the levels stand', () => {
    const path = fc.array(fc.array(anyClearance(edge), { maxLength: 3 }), { minLength: 1, maxLength: 3 });
    check(
      fc.property(path, anyLabel(edge), (levels: Clearances[], one) => {
        const granted = decide(one, intersectClearances(levels)).grant;
        const turned = decide(one, intersectClearances(levels.toReversed())).grant;
        return granted === turned && (!granted || levels.every((level) => decide(one, level).grant));
      }),
    );
  });
});
