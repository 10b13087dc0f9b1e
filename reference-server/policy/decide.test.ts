import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { anyClearance, anyLabel, categories } from './arbitrary.contract.ts';
import { decide } from './decide.ts';
import {
  cleared,
  harness,
  label,
  policy,
  read,
  readLabel,
  readX501,
  worded,
  yaml,
} from './fixtures.contract.ts';
import type { Category, Label } from './label.ts';
import { policiesOf } from './policies.ts';
import { check } from './property.contract.ts';

const edge = policy('edge/spif.xml');

describe('decide', () => {
  it('denies nil, and says so', () => {
    expect(decide(label('A-U'), [])).to.deep.equal({ grant: false, reasons: [{ kind: 'no-clearance' }] });
  });

  it('denies a label of another policy, and says both policies', () => {
    expect(decide(label('A-U'), [cleared('B-U')])).to.deep.equal({
      grant: false,
      reasons: [
        { kind: 'other-policy', label: '1.3.6.1.4.1.32473.258.1', clearance: ['1.3.6.1.4.1.32473.258.2'] },
      ],
    });
  });

  it('gives every reason: the classification, each restrictive value, each permissive tag', () => {
    const secret = label('A-S');
    const everything: Label = { ...secret, categories: [...categories(harness.governing)] };
    const [one, two, three, alpha, bravo] = everything.categories;
    expect(decide(everything, [cleared('U')])).to.deep.equal({
      grant: false,
      reasons: [
        { kind: 'classification-not-held', classification: secret.classification },
        { kind: 'no-value-held', categories: [one, two, three] },
        { kind: 'category-not-held', category: alpha },
        { kind: 'category-not-held', category: bravo },
      ],
    });
  });

  it('asks only the clearances of the policy, and one of them must suffice alone', () => {
    const secretAlpha = label('A-S ALPHA');
    const [secret, alpha] = [cleared('S'), cleared('C', 'ALPHA')];
    expect(decide(secretAlpha, [cleared('B-S'), secret, alpha])).to.deep.equal({
      grant: false,
      reasons: [
        { kind: 'category-not-held', category: secretAlpha.categories[0] },
        { kind: 'classification-not-held', classification: secretAlpha.classification },
      ],
    });
    expect(decide(secretAlpha, [cleared('B-S'), secret, cleared('S', 'ALPHA')])).to.deep.equal({
      grant: true,
    });
  });

  it('denies a clearance of another policy even where it lists the very same classification', () => {
    expect(decide(label('A-U'), [{ ...cleared('U'), policy: '1.2.3' }]).grant).to.equal(false);
  });

  it('takes a value of another tag for one that is wanted only within a kind and a tag set, and where asked to', () => {
    const { classification, policy } = label('A-S');
    const tagSets = [
      { oid: '1.2.1', name: 'Release' },
      { oid: '1.2.2', name: 'Release' },
    ] as const;
    const value = (
      tagSet: (typeof tagSets)[number],
      kind: 'permissive' | 'enumerated-permissive',
    ): Category => {
      return { name: 'ONE', lacv: 1n, tag: { name: 'Release', tagSet, kind, effect: 'permissive' } };
    };
    const wanted = value(tagSets[0], 'permissive');
    const holds = (held: Category, permissiveScope: 'tag' | 'tagSet'): boolean => {
      const clearance = { policy, classifications: new Set([classification]), categories: new Set([held]) };
      const both = { policy, classification, categories: [wanted, held] };
      return decide(both, [clearance], { permissiveScope }).grant;
    };
    const others = [
      value(tagSets[0], 'permissive'),
      value(tagSets[0], 'enumerated-permissive'),
      value(tagSets[1], 'permissive'),
    ];
    expect(others.map((held) => [holds(held, 'tag'), holds(held, 'tagSet')])).to.deep.equal([
      [false, true],
      [false, false],
      [false, false],
    ]);
  });

  it('does not take a higher classification for a lower one', () => {
    expect(decide(label('A-R'), [cleared('S', 'TS')]).grant).to.equal(false);
  });

  describe('for HARNESS-A, written by hand', () => {
    const table = yaml(
      'policies/harness-a/decisions.yaml',
      z.object({
        clearances: z.record(z.string(), z.union([z.literal('none'), z.array(z.string())])),
        granted: z.record(z.string(), z.array(z.string())),
      }),
    );
    for (const [name, granted] of Object.entries(table.granted)) {
      it(`grants \`${name}\` to ${granted.join(', ') || 'nobody'}`, () => {
        const known = read(name);
        const holders = Object.entries(table.clearances).filter(([, words]) => {
          const clearances = words === 'none' ? [] : [cleared(...words)];
          return 'policy' in known && decide(known, clearances).grant;
        });
        expect(holders.map(([user]) => user)).to.have.members(granted);
      });
    }
  });

  describe('for the edge cases', () => {
    const verdict = z.enum(['permit', 'deny']);
    const table = yaml(
      'policies/edge/acdf.yaml',
      z.object({
        labels: z.record(z.string(), z.string()),
        clearances: z.record(z.string(), z.string()),
        rows: z.array(
          z
            .object({
              label: z.string(),
              clearance: z.string(),
              overall: verdict,
              lenient: z.literal(true).optional(),
            })
            .loose(),
        ),
      }),
    );
    for (const row of table.rows) {
      it(`${row.overall}s ${row.label} to ${row.clearance}${row.lenient ? ', unless the reader is strict' : ''}`, () => {
        const policies = policiesOf(edge);
        const known = readLabel(table.labels[row.label] ?? '', policies);
        const clearances = readX501(table.clearances[row.clearance] ?? '', policies);
        const permit = 'policy' in known && decide(known, clearances).grant;
        if (row.lenient === undefined || permit) expect(permit ? 'permit' : 'deny').to.equal(row.overall);
        else expect(known).to.have.nested.property('[0].kind', 'unreadable-label');
      });
    }
  });

  describe('with other options than the standards have', () => {
    const dominates = { classification: 'dominates' } as const;
    const tagSet = { permissiveScope: 'tagSet' } as const;

    it('takes a higher classification for all lower ones, never a lower one for a higher', () => {
      expect(decide(label('A-R'), [cleared('S')], dominates)).to.deep.equal({ grant: true });
      expect(decide(label('A-S'), [cleared('U', 'R')], dominates)).to.deep.equal({
        grant: false,
        reasons: [{ kind: 'classification-not-held', classification: label('A-S').classification }],
      });
      expect(decide(label('A-S ALPHA'), [cleared('TS')], dominates).grant).to.equal(false);
      expect(decide(label('A-R'), [cleared('S')], { classification: 'explicit' }).grant).to.equal(false);
    });

    it('takes neither of two classifications on one level for the other', () => {
      const [low, high] = edge.classifications.map(({ classification }) => classification);
      if (low === undefined || high === undefined) throw new Error('EDGE has no two classifications');
      const level = { ...high, hierarchy: low.hierarchy };
      const one = { policy: edge.oid, classification: low, categories: [] };
      const holder = { policy: edge.oid, classifications: new Set([level]), categories: new Set<Category>() };
      expect(decide(one, [holder], dominates).grant).to.equal(false);
      expect(decide(one, [{ ...holder, classifications: new Set([high]) }], dominates).grant).to.equal(true);
    });

    it('agrees with an explicit list of all that is not higher', () => {
      check(
        fc.property(
          anyLabel(edge),
          anyClearance(edge),
          fc.nat(edge.classifications.length - 1),
          (one, held, top) => {
            const lower = edge.classifications.slice(0, top + 1).map(({ classification }) => classification);
            const explicit = { ...held, classifications: new Set(lower) };
            return decide(one, [explicit]).grant === decide(one, [explicit], dominates).grant;
          },
        ),
      );
    });

    it('takes permissive tags of one tag set together, and never those of two', () => {
      const twins = worded(edge, { classification: 'RESTRICTED', categories: { Twin: ['T1', 'T3'] } });
      const sets = worded(edge, {
        classification: 'RESTRICTED',
        categories: { 'Release A': 'RA1', 'Release B': 'RB1' },
      });
      const holds = (...names: string[]) => ({
        policy: edge.oid,
        classifications: new Set([twins.classification]),
        categories: new Set([...categories(edge)].filter(({ name }) => names.includes(name))),
      });
      expect([decide(twins, [holds('T1')]), decide(twins, [holds('T1')], tagSet)]).to.deep.equal([
        { grant: false, reasons: [{ kind: 'no-value-held', categories: [twins.categories[1]] }] },
        { grant: true },
      ]);
      expect(decide(twins, [holds('T2')], tagSet)).to.deep.equal({
        grant: false,
        reasons: [{ kind: 'no-value-held', categories: twins.categories }],
      });
      expect(decide(sets, [holds('RA1')], tagSet).grant).to.equal(false);
      expect(decide(sets, [holds('RA1')], { permissiveScope: 'tag' }).grant).to.equal(false);
    });

    it('never grants less than without, and gives a reason for every denial', () => {
      const options = fc.constantFrom(dominates, tagSet, { ...dominates, ...tagSet });
      check(
        fc.property(anyLabel(edge), anyClearance(edge), options, (one, clearance, wider) => {
          const decision = decide(one, [clearance], wider);
          return decision.grant || (decision.reasons.length > 0 && !decide(one, [clearance]).grant);
        }),
      );
    });
  });

  it('never grants less when a clearance gains a classification or a category', () => {
    check(
      fc.property(anyLabel(edge), anyClearance(edge), anyClearance(edge), (one, narrow, extra) => {
        const wide = {
          policy: edge.oid,
          classifications: new Set([...narrow.classifications, ...extra.classifications]),
          categories: new Set([...narrow.categories, ...extra.categories]),
        };
        return !decide(one, [narrow]).grant || decide(one, [wide]).grant;
      }),
    );
  });

  it('never grants more when a label gains a restrictive value', () => {
    const restrictive = [...categories(edge)].filter(({ tag }) => tag.effect === 'restrictive');
    check(
      fc.property(
        anyLabel(edge),
        anyClearance(edge),
        fc.constantFrom(...restrictive),
        (one, clearance, value) => {
          const more = { ...one, categories: [...one.categories, value] };
          return decide(one, [clearance]).grant || !decide(more, [clearance]).grant;
        },
      ),
    );
  });

  it('never grants less when a permissive tag of the label gains another value', () => {
    check(
      fc.property(anyLabel(edge), anyClearance(edge), (one, clearance) => {
        const tags = new Set(one.categories.map(({ tag }) => tag));
        const more = [...categories(edge)].filter(({ tag }) => tag.effect === 'permissive' && tags.has(tag));
        return (
          !decide(one, [clearance]).grant ||
          decide({ ...one, categories: [...one.categories, ...more] }, [clearance]).grant
        );
      }),
    );
  });

  it('is a grant, or a denial with a reason, in whichever order the categories stand', () => {
    check(
      fc.property(anyLabel(edge), fc.array(anyClearance(edge), { maxLength: 3 }), (one, clearances) => {
        const decision = decide(one, clearances);
        const turned = decide({ ...one, categories: [...one.categories].reverse() }, clearances);
        return decision.grant === turned.grant && (decision.grant || decision.reasons.length > 0);
      }),
    );
  });
});
