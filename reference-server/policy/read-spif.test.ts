import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { XmlError } from '#xml';
import { fixture, policy, yaml } from './fixtures.contract.ts';
import { check } from './property.contract.ts';
import { readSpif } from './read-spif.ts';
import { SpifError } from './spif/errors.ts';
import type { ReadingMode } from './spif/reading.ts';

const harnessA = fixture('policies/harness-a/spif.xml');
const edge = fixture('policies/edge/spif.xml');

describe('readSpif', () => {
  it('reads HARNESS-A', () => {
    const { policy: a, findings } = readSpif(harnessA);
    expect(findings).to.deep.equal([]);
    expect({
      oid: a.oid,
      name: a.name,
      classifications: a.classifications.map(({ classification: { name, lacv, hierarchy }, color }) => [
        name,
        lacv,
        hierarchy,
        color,
      ]),
      tags: a.tagSets.flatMap(({ oid, name, tags }) =>
        tags.map(({ tag, values }) => [
          oid,
          name,
          tag.kind,
          tag.effect,
          values.map(({ category }) => category.name),
        ]),
      ),
      equivalents: a.equivalentPolicies,
    }).to.deep.equal({
      oid: '1.3.6.1.4.1.32473.258.1',
      name: 'HARNESS-A',
      classifications: [
        ['UNMARKED', 0n, 0, 'white'],
        ['UNCLASSIFIED', 1n, 1, 'green'],
        ['RESTRICTED', 2n, 2, 'aqua'],
        ['CONFIDENTIAL', 3n, 3, 'blue'],
        ['SECRET', 4n, 4, 'red'],
        ['TOP SECRET', 5n, 5, 'purple'],
      ],
      tags: [
        [
          '1.3.6.1.4.1.32473.258.1.1',
          'Releasable To',
          'enumerated-permissive',
          'permissive',
          ['ONE', 'TWO', 'THREE'],
        ],
        ['1.3.6.1.4.1.32473.258.1.2', 'Compartment', 'restrictive', 'restrictive', ['ALPHA', 'BRAVO']],
        ['1.3.6.1.4.1.32473.258.1.3', 'Admin', 'informative', 'informative', ['PERSONNEL', 'ROUTING']],
      ],
      equivalents: [{ oid: '1.3.6.1.4.1.32473.258.2', name: 'HARNESS-B', fixUps: [] }],
    });
  });

  it('reads what HARNESS-A and its variants lay down where nothing is given', () => {
    const defaultsOf = (file: string) => {
      const { defaults } = policy(`harness-a/${file}`);
      return {
        label: defaults.label?.classification.name,
        clearance: [...(defaults.clearance?.classifications ?? [])].map(({ name }) => name),
        absent: defaults.absentClassification?.name,
      };
    };
    expect(
      ['spif.xml', 'spif-default-r.xml', 'spif-no-default.xml', 'spif-default-clearance-u.xml'].map(
        defaultsOf,
      ),
    ).to.deep.equal([
      { label: 'UNCLASSIFIED', clearance: [], absent: 'UNMARKED' },
      { label: 'RESTRICTED', clearance: [], absent: 'UNMARKED' },
      { label: undefined, clearance: [], absent: 'UNMARKED' },
      { label: 'UNCLASSIFIED', clearance: ['UNCLASSIFIED'], absent: 'UNMARKED' },
    ]);
    expect(policy('harness-b/spif.xml').defaults.label?.classification.name).to.equal('OPEN');
    expect(policy('edge/spif.xml').defaults).to.deep.equal({});
  });

  it('reads default categories', () => {
    const { defaults } = readSpif(
      harnessA.replace(
        '<label classification="UNCLASSIFIED"/>',
        `<label classification="SECRET"><category tagSet="Compartment" value="ALPHA"/></label>
         <clearance><classification name="SECRET"/><category tagSet="Releasable To" value="ONE"/></clearance>`,
      ),
    ).policy;
    expect(defaults.label?.categories.map(({ name }) => name)).to.deep.equal(['ALPHA']);
    expect([...(defaults.clearance?.categories ?? [])].map(({ name }) => name)).to.deep.equal(['ONE']);
  });

  it('reads an OID with an arc of 128 bits, and a number of 68 bits', () => {
    expect(policy('edge/spif-uuid.xml').oid).to.equal('2.25.329800735698586629295641978511506172918');
    const numbers = [...policy('edge/spif.xml').index.categories.keys()].map(({ lacv }) => lacv);
    expect(numbers).to.include(184467440737095516160n).and.to.include(9n);
  });

  it('takes a SPIF that names no version for 2.1 where it is lenient', () => {
    const { findings } = readSpif(edge.replace(' schemaVersion="2.1"', ''), 'lenient');
    expect(findings.map(({ message }) => message)).to.deep.equal([
      '<SPIF> has no `schemaVersion`; add the attribute',
    ]);
    for (const version of ['1.0', '2.0'])
      expect(readSpif(edge.replace('"2.1"', `"${version}"`)).findings).to.deep.equal([]);
  });

  it('gives the fault of the XML as the cause of its own', () => {
    expect(() => readSpif('<SPIF>'))
      .to.throw(SpifError)
      .with.property('cause')
      .that.is.instanceOf(XmlError);
  });

  it('reads bytes', () => {
    expect(readSpif(new TextEncoder().encode(edge)).policy.name).to.equal('EDGE');
  });

  describe('does not load', () => {
    const table = yaml(
      'policies/malformed/expected.yaml',
      z.record(z.string(), z.object({ code: z.string(), message: z.string() })),
    );
    for (const [name, expected] of Object.entries(table)) {
      it(`a SPIF with ${name.replaceAll('-', ' ')}, and says where and what to do`, () => {
        const text = fixture(`policies/malformed/${name}.xml`);
        expect([refusal(text, 'strict'), refusal(text, 'lenient')]).to.deep.equal([expected, expected]);
      });
    }

    it('any of the files beside the table that the table does not name', () => {
      const folder = new URL('../../fixtures/policies/malformed/', import.meta.url);
      const files = readdirSync(folder).filter((name) => name.endsWith('.xml'));
      expect(files.map((name) => name.slice(0, -4))).to.have.members(Object.keys(table));
    });
  });

  describe('holds a SPIF to the schema, or reports where it departs from it:', () => {
    const deviations: Record<string, { change: (text: string) => string; line: number; message: string }> = {
      'no namespace': {
        change: (text) =>
          text.replaceAll('spif:', '').replace(' xmlns:spif="http://www.xmlspif.org/spif"', ''),
        line: 2,
        message: '<SPIF> is not in the namespace `http://www.xmlspif.org/spif`; add it',
      },
      'an attribute that is missing': {
        change: (text) => text.replace(' originatorDN="CN=Edge,O=Example"', ''),
        line: 2,
        message: '<SPIF> has no `originatorDN`; add the attribute',
      },
      'an attribute that is unknown': {
        change: (text) => text.replace('name="EDGE"', 'name="EDGE" colour="red"'),
        line: 3,
        message: '<securityPolicyId> has the attribute `colour`, which the schema does not know; remove it',
      },
      'an element that is unknown': {
        change: (text) => text.replace('</spif:SPIF>', '<spif:notes/></spif:SPIF>'),
        line: 22,
        message: '<notes> does not belong in <SPIF>; remove it',
      },
      'an element of another namespace': {
        change: (text) => text.replace('</spif:SPIF>', '<extensions xmlns="urn:example"/></spif:SPIF>'),
        line: 22,
        message: '<extensions> does not belong in <SPIF>; remove it',
      },
      'an element that comes too late': {
        change: (text) =>
          text.replace('</spif:SPIF>', '<spif:defaultSecurityPolicyId name="D" id="1.2.3"/></spif:SPIF>'),
        line: 22,
        message: '<defaultSecurityPolicyId> comes too late in <SPIF>; move it up',
      },
      'an element that is missing': {
        change: (text) => text.replace('</spif:SPIF>', '<spif:equivalentPolicies/></spif:SPIF>'),
        line: 22,
        message: '<equivalentPolicies> has no <equivalentPolicy>; add one',
      },
      'an element that is missing beside others': {
        change: (text) =>
          text.replace(
            '</spif:SPIF>',
            '<spif:privacyMarks><spif:markingData><spif:code>pageTop</spif:code></spif:markingData></spif:privacyMarks></spif:SPIF>',
          ),
        line: 22,
        message: '<privacyMarks> has no <privacyMark>; add one',
      },
      'the namespace as the site of the SPIF misspells it': {
        change: (text) => text.replaceAll('http://www.xmlspif.org/spif', 'http://www.xmslpif.org/spif'),
        line: 2,
        message: '<SPIF> is not in the namespace `http://www.xmlspif.org/spif`; add it',
      },
      'no hierarchy': {
        change: (text) => text.replace(' hierarchy="5"', ' hierarchy="top"'),
        line: 10,
        message: '`hierarchy` of <securityClassification> is `top`; write a number',
      },
      'a hierarchy of two': {
        change: (text) => text.replace('hierarchy="5"', 'hierarchy="4"'),
        line: 10,
        message: 'two classifications have the hierarchy 4; change one',
      },
      'a colour that is none': {
        change: (text) => text.replace('hierarchy="5"', 'hierarchy="5" color="beige"'),
        line: 10,
        message: '`color` of <securityClassification> is `beige`; write a W3C colour name or `#rrggbb`',
      },
      'a colour of two': {
        change: (text) =>
          text
            .replace('hierarchy="4"', 'hierarchy="4" color="#FFFFFF"')
            .replace('hierarchy="5"', 'hierarchy="5" color="#ffffff"'),
        line: 10,
        message: 'two classifications have the color `#ffffff`; change one',
      },
      'an `enumType` that is clear without being said': {
        change: (text) => excluding(text, 'tagSetRef="Enum P" tagType="enumerated" lacv="5"'),
        line: 13,
        message: '<excludedCategory> is `enumerated` and has no `enumType`; add the attribute',
      },
      'neither `lacv` nor `all`': {
        change: (text) => excluding(text, 'tagSetRef="Need" tagType="restrictive"'),
        line: 13,
        message: '<excludedCategory> has to have `lacv` or `all`, and not both',
      },
      'both `lacv` and `all`': {
        change: (text) => excluding(text, 'tagSetRef="Need" tagType="restrictive" lacv="8" all="1"'),
        line: 13,
        message: '<excludedCategory> has to have `lacv` or `all`, and not both',
      },
      'two names for one policy': {
        change: (text) =>
          equivalent(
            text,
            '<spif:equivalentPolicy name="O" id="1.2.3"/><spif:equivalentPolicy name="O2" id="1.2.3"/>',
          ),
        line: 22,
        message: 'two policies with the id `1.2.3`; remove one',
      },
      'an equivalent without `applied`': {
        change: (text) =>
          equivalent(text, '<spif:equivalentPolicy name="O" id="1.2.3"/>').replace(
            'hierarchy="5"/>',
            'hierarchy="5"><spif:equivalentClassification policyRef="O" lacv="1"/></spif:securityClassification>',
          ),
        line: 10,
        message: '<equivalentClassification> has no `applied`; add the attribute',
      },
    };
    for (const [what, { change, line, message }] of Object.entries(deviations)) {
      it(what, () => {
        const text = change(edge);
        expect(refusal(text, 'strict')).to.deep.equal({
          code: 'spif-structure',
          message: `line ${line}: ${message}`,
        });
        expect(readSpif(text, 'lenient').findings).to.deep.include({ code: 'deviation', message, line });
      });
    }

    it('takes the number for the hierarchy, both sides for an `applied` that is not said, and drops a wrong colour', () => {
      const text = equivalent(edge, '<spif:equivalentPolicy name="O" id="1.2.3"/>').replace(
        ' hierarchy="5"/>',
        ' color="beige"><spif:equivalentClassification policyRef="O" lacv="1"/></spif:securityClassification>',
      );
      const entry = readSpif(text, 'lenient').policy.classifications.at(-1);
      expect([entry?.classification.hierarchy, entry?.color, entry?.equivalents]).to.deep.equal([
        256,
        undefined,
        [{ policy: '1.2.3', lacv: 1n, applied: ['originate', 'receive'], fixUps: [] }],
      ]);
    });
  });

  describe('tells an administrator about', () => {
    for (const [what, from, to, finding] of [
      [
        'a syntax that it does not know',
        'rbacId="2.16.840.1.101.2.1.8.3"',
        'rbacId="1.2.3"',
        {
          code: 'unknown-syntax',
          message: '`rbacId` `1.2.3` is not a syntax that we know; ACP 145 is used',
          line: 2,
        },
      ],
      [
        'a format of dates that it does not know',
        'name="I23" lacv="23"',
        'name="I23" lacv="23" userInput="date" dateFormat="week"',
        {
          code: 'user-input',
          message:
            '`dateFormat` is `week`, which is not understood: a label with this value is denied; write it like `yyyy-MM-dd`',
          line: 18,
        },
      ],
      [
        'a tag that restricts nobody',
        'tagType="tagType7" tag7Encoding="bitSetAttributes"',
        'tagType="notApplicable"',
        {
          code: 'not-applicable',
          message: 'a tag of type `notApplicable` restricts nobody; it is taken as informative',
          line: 19,
        },
      ],
      [
        'markings that would hide the classification',
        ' </spif:securityClassifications>',
        ' <spif:markingData phrase="Handle with care"><spif:code>pageBottom</spif:code></spif:markingData></spif:securityClassifications>',
        {
          code: 'unused-marking',
          message: 'markings of <securityClassifications> are not shown: they would hide the classification',
          line: 4,
        },
      ],
      [
        'qualifiers that would stand around nothing',
        ' </spif:securityClassifications>',
        ' <spif:markingQualifier><spif:qualifier markingQualifier="(" qualifierCode="prefix"/></spif:markingQualifier></spif:securityClassifications>',
        {
          code: 'unused-marking',
          message: 'markings of <securityClassifications> are not shown: they would hide the classification',
          line: 4,
        },
      ],
    ] as const) {
      it(what, () => {
        const text = edge.replace(from, to);
        expect(text).not.to.equal(edge);
        expect(readSpif(text).findings).to.deep.equal([finding]);
      });
    }
  });

  it('holds the date of a SPIF to the form of the schema, and collapses the blanks of its name with a finding', () => {
    const untidy = edge
      .replace('name="EDGE"', 'name="EDGE&#10; "')
      .replace('20260101000000Z', '2026-01-01 00:00');
    const { policy: read, findings } = readSpif(untidy, 'lenient');
    expect([read.name, findings]).to.deep.equal([
      'EDGE',
      [
        {
          code: 'untidy-name',
          message: 'the blanks in the name of the policy are collapsed: it is `EDGE`',
          line: 3,
        },
        {
          code: 'deviation',
          message: '`creationDate` of <SPIF> is `2026-01-01 00:00`; write it like `20260131120000Z`',
          line: 2,
        },
      ],
    ]);
    for (const date of ['2026010112', '202601011200Z', '20260101120000.5Z', '20260101120000+0200'])
      expect(readSpif(edge.replace('20260101000000Z', date)).findings).to.deep.equal([]);
  });

  it('reads which policy is for what has no label, for whoever configures', () => {
    expect(policy('open/spif.xml').defaultPolicy).to.deep.equal({
      oid: '1.3.6.1.4.1.32473.258.20',
      name: 'FALLBACK',
    });
    expect(policy('edge/spif.xml').defaultPolicy).to.equal(undefined);
  });

  it('reads a policy of 5 000 values that refer to each other, and decides in it', () => {
    const values = Array.from(
      { length: 5000 },
      (_, lacv) =>
        `<spif:tagCategory name="V${lacv}" lacv="${lacv}"><spif:excludedCategory tagSetRef="Many" tagType="restrictive" lacv="${(lacv + 1) % 5000}"/><spif:excludedCategory tagSetRef="Many" tagType="restrictive" all="true"/></spif:tagCategory>`,
    );
    const tagSet = `<spif:securityCategoryTagSet name="Many" id="1.2.3"><spif:securityCategoryTag name="Many" tagType="restrictive">${values.join('')}</spif:securityCategoryTag></spif:securityCategoryTagSet>`;
    const { policy: read } = readSpif(
      edge.replace('</spif:securityCategoryTagSets>', `${tagSet}</spif:securityCategoryTagSets>`),
    );
    expect(read.tagSets.at(-1)?.tags[0]?.values.length).to.equal(5000);
  });

  it('gives a tag without a name the name of its tag set', () => {
    const { policy: read } = readSpif(edge.replace('securityCategoryTag name="Need"', 'securityCategoryTag'));
    expect(read.tagSets[0]?.tags[0]?.tag.name).to.equal('Need');
  });

  it('bounds the length of an OID', () => {
    const long = edge.replace('id="1.3.6.1.4.1.32473.9.1"', `id="1.3${'.1'.repeat(200)}"`);
    expect(refusal(long, 'lenient')?.code).to.equal('spif-value');
    const longest = `1.3${'.1'.repeat(198)}1`;
    expect(readSpif(edge.replaceAll('1.3.6.1.4.1.32473.9.1', longest)).policy.oid.length).to.equal(400);
    const words = edge.replace('lacv="009"', `lacv="${'N'.repeat(400)}"`);
    expect(readSpif(words).findings.map(({ code }) => code)).to.deep.equal(['text-lacv']);
  });

  it('takes a qualifier without a text as nothing', () => {
    const text = harnessA.replace(' markingQualifier="REL TO "', '');
    const qualifiers = readSpif(text, 'lenient').policy.tagSets[0]?.tags[0]?.marking.qualifiers;
    expect(qualifiers?.[0]).to.deep.equal({ text: '', place: 'prefix', language: '' });
  });

  it('takes two names that differ in case alone as one where the policy ignores case', () => {
    const text = fixture('policies/harness-a/spif-ignore-case.xml').replace('name="TWO"', 'name="One"');
    expect(refusal(text, 'lenient')?.code).to.equal('spif-duplicate');
    expect(readSpif(harnessA.replace('name="TWO"', 'name="One"')).policy.name).to.equal('HARNESS-A');
  });

  it('gives a policy or a SpifError, whatever stands in the place of a word', () => {
    const places = [...harnessA.matchAll(/[\w#.]+/g)];
    const word = fc.oneof(
      fc.constantFrom('', 'constructor', '__proto__', '-1', 'NaN', '1.2', '<'),
      fc.string(),
    );
    check(
      fc.property(
        fc.constantFrom(...places),
        word,
        fc.constantFrom('strict', 'lenient'),
        (place, put, mode) => {
          const text = harnessA.slice(0, place.index) + put + harnessA.slice(place.index + place[0].length);
          return refusal(text, mode) === undefined || refusal(text, mode)?.code.startsWith('spif-');
        },
      ),
    );
  });

  it('reports an element that is called as something that every object has', () => {
    const text = edge.replace('</spif:SPIF>', '<spif:constructor/></spif:SPIF>');
    expect(readSpif(text, 'lenient').findings).to.deep.equal([
      { code: 'deviation', message: '<constructor> does not belong in <SPIF>; remove it', line: 22 },
    ]);
  });

  it('passes on a fault that is not of the document', () => {
    const text = new Proxy(new Uint8Array(), {
      get: () => {
        throw new RangeError('out of memory');
      },
    });
    expect(() => readSpif(text)).to.throw(RangeError);
  });
});

/** The SPIF with an exclusion on the category N0. */
function excluding(text: string, attributes: string): string {
  return text.replace(
    '<spif:tagCategory name="N0" lacv="0"/>',
    `<spif:tagCategory name="N0" lacv="0"><spif:excludedCategory ${attributes}/></spif:tagCategory>`,
  );
}

/** The SPIF with equivalent policies. */
function equivalent(text: string, policies: string): string {
  return text.replace(
    '</spif:SPIF>',
    `<spif:equivalentPolicies>${policies}</spif:equivalentPolicies></spif:SPIF>`,
  );
}

function refusal(text: string, mode: ReadingMode): { code: string; message: string } | undefined {
  try {
    readSpif(text, mode);
    return undefined;
  } catch (error) {
    if (!(error instanceof SpifError)) throw error;
    return { code: error.code, message: error.message };
  }
}
