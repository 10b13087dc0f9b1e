import { expect } from 'chai';
import { clearanceCodecs, type WrittenClearance } from '#labels';
import { decide } from './decide.ts';
import { effectiveClearances, effectiveLabel } from './effective.ts';
import {
  cleared,
  edge,
  edgeClearances,
  edgeClearanceText,
  edgeLabel,
  edgeVerdict,
  fixture,
  harness,
  label,
  nato,
  now,
  policy,
  readNato,
  verdict,
} from './fixtures.contract.ts';
import type { Clearances } from './label.ts';
import { policiesOf } from './policies.ts';
import { readSpif } from './read-spif.ts';
import { resolveClearance, resolveLabel } from './resolve.ts';
import { selectLabel } from './select.ts';
import { validate } from './validate.ts';

/** Label, clearance, and what the two come to. */
type Row = readonly [label: string, clearance: string, verdict: string];

const rows: Readonly<Record<string, readonly Row[]>> = {
  'an unknown policy in the label is denied': [['l-policy-unknown', 'c-full', 'unknown-policy']],
  'an unknown classification is denied': [['l-class-unknown', 'c-full', 'unknown-classification']],
  'a missing classification is denied': [['l-no-class', 'c-full', 'no-classification']],
  'an unknown lacv in a restrictive or permissive tag of the label is denied': [
    ['l-r-unknownbit', 'c-full', 'unknown-value'],
    ['l-ep-unknown', 'c-full', 'unknown-value'],
  ],
  'an unknown lacv in an informative tag of the label makes it no label': [
    ['l-info-unknown', 'c-012', 'unknown-value'],
  ],
  'an unknown tag set is denied': [['l-unknown-tagset', 'c-full', 'unknown-tag-set']],
  'an unknown category syntax is denied': [
    ['l-unknown-syntax', 'c-012', 'unknown-part'],
    ['l-unknown-syntax', 'c-unknown-syntax', 'unknown-part'],
  ],
  'an obsolete classification or category on a received label is evaluated normally': [
    ['l-class3-obsolete', 'c-01236', 'grant'],
    ['l-class3-obsolete', 'c-012', 'deny'],
    ['l-r9-obsolete', 'c-full', 'grant'],
    ['l-r9-obsolete', 'c-r8', 'deny'],
  ],
  'two restrictive values need both in the clearance': [
    ['l-r0r8', 'c-r8', 'deny'],
    ['l-r0r8', 'c-r0r8', 'grant'],
  ],
  'restrictive values split over two categories are their union': [
    ['l-r-split', 'c-r8', 'deny'],
    ['l-r-split', 'c-r0r8', 'grant'],
  ],
  'two permissive values need one in the clearance': [['l-p12', 'c-pA1', 'grant']],
  'a permissive value in the label and none in the clearance is denied': [['l-p1', 'c-012', 'deny']],
  'a permissive value in the clearance and none in the label is granted': [['l-class2', 'c-pA1', 'grant']],
  'two permissive tags with the same name in two tag sets must both be satisfied': [
    ['l-p-two-sets', 'c-pA1', 'deny'],
    ['l-p-two-sets', 'c-pA1-B2', 'grant'],
  ],
  'two permissive tags in one tag set stand each on its own': [
    ['l-twin-both', 'c-twin1', 'deny'],
    ['l-twin-both', 'c-twin13', 'grant'],
  ],
  'an empty bit string is no constraint': [['l-r-empty', 'c-012', 'grant']],
  'an informative value that the clearance lacks is granted': [
    ['l-info', 'c-012', 'grant'],
    ['l-infobits', 'c-012', 'grant'],
  ],
  'an absent classList in an ASN.1 clearance is {unclassified}': [
    ['l-class1', 'c-default', 'grant'],
    ['l-class0', 'c-default', 'deny'],
    ['l-class2', 'c-default', 'deny'],
  ],
  'an empty classList is nothing': [['l-class1', 'c-none', 'deny']],
  'a clearance for a higher classification alone does not do for a lower one': [
    ['l-class2', 'c-6only', 'deny'],
  ],
  'what is unknown in a clearance is ignored and grants nothing': [
    ['l-class2', 'c-unknown-class', 'grant'],
    ['l-class-unknown', 'c-unknown-class', 'unknown-classification'],
    ['l-r8', 'c-unknown-value', 'grant'],
    ['l-class2', 'c-unknown-syntax', 'grant'],
  ],
  'a clearance that cannot be read grants nothing': [['l-class2', 'c-order', 'deny']],
  'a clearance in another policy grants nothing without a mapping': [['l-class2', 'c-policy-other', 'deny']],
  'a privacy mark is ignored': [
    ['l-pm-printable', 'c-012', 'grant'],
    ['l-pm-utf8', 'c-012', 'grant'],
  ],
  'a duplicate member or trailing octets are no label: never the first or the last that wins': [
    ['l-dup-class', 'c-full', 'unreadable-label'],
    ['l-dup-policy', 'c-full', 'unreadable-label'],
    ['l-trailing', 'c-full', 'unreadable-label'],
  ],
};

describe('the edge cases (B.5)', () => {
  for (const [title, table] of Object.entries(rows)) {
    it(`B.5 ${title}`, () => {
      expect(table.map(([name, clearance]) => [name, clearance, edgeVerdict(name, clearance)])).to.deep.equal(
        table,
      );
    });
  }

  it('B.5 a missing classification may be one that the policy lays down', () => {
    const written = { policy: { name: 'HARNESS-A' }, categories: [], unread: [] };
    expect(resolveLabel(harness, written)).to.have.nested.property('label.classification.name', 'UNMARKED');
  });

  it('B.5 IntegerValue, BitStringValue and foreign values of a 4774 label are denied', () => {
    for (const name of [
      'bad-integervalue',
      'bad-bitstringvalue',
      'bad-foreignvalue',
      'bad-generic-and-integervalue',
    ])
      expect([name, natoVerdict(name)]).to.deep.equal([name, 'unknown-part']);
  });

  it('B.5 permissive tags of one tag set may be taken together where that is configured', () => {
    const known = edgeLabel('l-twin-both');
    if (!('policy' in known)) throw new Error('l-twin-both is not known');
    expect(decide(known, edgeClearances('c-twin1'), { permissiveScope: 'tagSet' })).to.deep.equal({
      grant: true,
    });
  });

  it('B.5 an empty Category element is no constraint', () => {
    expect(natoVerdict('ok-empty-category')).to.equal('grant');
  });

  it('B.5 what is unknown in a clearance is a finding', () => {
    const findings = (name: string) => resolveClearance(edge, written(name)).findings.map(({ kind }) => kind);
    expect(['c-unknown-class', 'c-unknown-value', 'c-unknown-syntax'].map(findings)).to.deep.equal([
      ['unknown-classification', 'unknown-classification'],
      ['unknown-value'],
      ['unknown-part'],
    ]);
  });

  it('B.5 several clearances of one policy are an OR of decisions, never a union', () => {
    const secretAlpha = label('A-S ALPHA');
    expect(decide(secretAlpha, [cleared('S'), cleared('C', 'ALPHA')]).grant).to.equal(false);
    expect(decide(secretAlpha, [cleared('S'), cleared('S', 'ALPHA')]).grant).to.equal(true);
  });

  it('B.5 of several policies in a clearance the one of the label decides', () => {
    expect(decide(label('A-S'), [cleared('B-U'), cleared('S')]).grant).to.equal(true);
    expect(decide(label('A-S'), [cleared('B-S'), cleared('U')]).grant).to.equal(false);
  });

  it('B.5 no label is the default label of the policy, else nothing', () => {
    expect(effectiveLabel(harness.governing, {})).to.have.nested.property(
      'label.classification.name',
      'UNCLASSIFIED',
    );
    expect(effectiveLabel(edge.governing, {})).to.deep.equal({ from: 'nil' });
    expect(selectLabel(edge, [], { purpose: 'receive', now })).to.deep.equal({
      ok: false,
      reasons: [{ kind: 'no-label' }],
    });
  });

  it('B.5 no clearance is the default clearance, else a denial of anything labelled', () => {
    const withDefault = policy('harness-a/spif-default-clearance-u.xml');
    expect(effectiveClearances(withDefault, {}).clearances.length).to.equal(1);
    const { clearances } = effectiveClearances(harness.governing, {});
    expect(decide(label('A-U'), clearances)).to.deep.equal({
      grant: false,
      reasons: [{ kind: 'no-clearance' }],
    });
  });

  it('B.5 two classifications in a 4774 label are no label', () => {
    expect(natoVerdict('bad-class-two')).to.equal('unreadable-label');
  });

  it('B.5 a comment or CDATA inside a value leaves the value whole', () => {
    for (const name of ['ok-comment-in-value', 'ok-cdata']) {
      const known = readNato(name, edge);
      expect([name, 'policy' in known && known.classification.name]).to.deep.equal([name, 'RESTRICTED']);
    }
  });

  it('B.5 names that differ in blanks are the same, and in case only where the policy says so', () => {
    expect(natoVerdict('ok-whitespace')).to.equal('grant');
    expect(natoVerdict('ok-case')).to.equal('unknown-policy');
    const text = fixture('policies/edge/spif.xml').replace(
      '</spif:SPIF>',
      '<spif:extensions><names xmlns="urn:x-cmbac:spif:0" ignoreCase="true"/></spif:extensions></spif:SPIF>',
    );
    const loose = policiesOf(readSpif(text).policy);
    const known = readNato('ok-case', loose);
    expect('policy' in known && known.classification.name).to.equal('RESTRICTED');
  });

  it('B.5 a label of a policy outside its period is denied, unless somebody only wants to know', () => {
    const [one] = [label('A-S')];
    const past = { ...harness.governing, period: { notAfter: now.getTime() - 1 } };
    expect(validate(past, one, { mode: 'read', now }).violations.length).to.equal(1);
    expect(validate(past, one, { mode: 'read', now, expiredPolicy: 'warn' }).violations).to.deep.equal([]);
  });

  it('B.4 a label says something else from the date of its succession on', () => {
    const at = '2026-11-15T12:00:00Z';
    const until = nato('EDGE', 'RESTRICTED', {
      succession: { at, successor: nato('EDGE', 'UNCLASSIFIED') },
    });
    const selected = (when: Date) => {
      const one = selectLabel(edge, [{ role: 'originator', written: until }], {
        purpose: 'receive',
        now: when,
      });
      return one.ok && one.label.classification.name;
    };
    expect([selected(new Date(now.getTime() - 1)), selected(now)]).to.deep.equal([
      'RESTRICTED',
      'UNCLASSIFIED',
    ]);
  });
});

const natoClearances: Clearances = [
  resolveClearance(edge, clearanceCodecs.stanag4774.read(fixture('stanag4774/clearance.xml'))).clearance,
].filter((clearance) => clearance !== undefined);

function natoVerdict(name: string): string {
  return verdict(readNato(name, edge), natoClearances);
}

function written(name: string): WrittenClearance {
  return clearanceCodecs.x501.read(edgeClearanceText(name));
}
