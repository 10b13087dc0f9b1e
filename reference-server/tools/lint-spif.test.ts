import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { lintSpif } from './lint-spif.ts';
import { showPolicy } from './show-policy.ts';
import { fixtures } from './tools.fixture.ts';

describe('lintSpif', () => {
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
  const policy = new TextDecoder().decode(fixtures.read('policies/harness-b/spif.xml'));

  it('finds nothing in a policy as the schema has it', () => {
    const { loads, findings, policy: loaded } = lintSpif(bytesOf(policy));
    expect([loads, findings, loaded?.name]).to.deep.equal(['strict', [], 'HARNESS-B']);
  });

  it('names the line of what strict mode refuses', () => {
    const { loads, findings } = lintSpif(bytesOf(policy.replace(' creationDate="', ' made="')));
    expect(loads).to.equal('lenient');
    expect(findings.map(({ code, line }) => [code, typeof line])).to.deep.include(['deviation', 'number']);
  });

  it('says in a sentence why each malformed policy is not loaded', () => {
    const folder = new URL('../../fixtures/policies/malformed/', import.meta.url);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.xml'))) {
      const { loads, findings } = lintSpif(fixtures.read(`policies/malformed/${file}`));
      expect([loads, findings.length], file).to.deep.equal(['no', 1]);
      expect(findings[0]?.message, file).not.to.match(/^line \d/);
    }
  });
});

describe('showPolicy', () => {
  it('shows the words and numbers of a policy', () => {
    const { policy } = lintSpif(fixtures.read('policies/harness-b/spif.xml'));
    if (policy === undefined) expect.fail('it is not loaded');
    const { name, oid, classifications, tagSets, equivalentPolicies } = showPolicy(policy);
    expect({
      name,
      oid,
      lowest: classifications[0],
      tags: tagSets[0]?.tags,
      equivalentPolicies,
    }).to.deep.equal({
      name: 'HARNESS-B',
      oid: '1.3.6.1.4.1.32473.258.2',
      lowest: { name: 'OPEN', lacv: '1', hierarchy: 1, color: 'lime' },
      tags: [
        {
          name: 'Shared With',
          kind: 'enumerated-permissive',
          values: [
            { name: 'UN', lacv: '1' },
            { name: 'DEUX', lacv: '2' },
          ],
        },
      ],
      equivalentPolicies: [{ name: 'HARNESS-A', oid: '1.3.6.1.4.1.32473.258.1' }],
    });
  });

  it('says which values are obsolete, excluded, or for one classification', () => {
    const shown = (path: string, tagSet: string): unknown => {
      const { policy } = lintSpif(fixtures.read(path));
      const found = policy && showPolicy(policy).tagSets.find(({ name }) => name === tagSet);
      return found?.tags[0]?.values;
    };
    expect(shown('policies/harness-a/spif.xml', 'Compartment')).to.deep.include({
      name: 'ALPHA',
      lacv: '0',
      excludedClasses: ['UNCLASSIFIED'],
    });
    expect(shown('policies/rules/spif.xml', 'Context')).to.deep.include.members([
      { name: 'C1', lacv: '1', requiredClass: 'HIGH' },
      { name: 'C2', lacv: '2', obsolete: true },
    ]);
  });
});
