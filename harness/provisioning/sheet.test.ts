import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { partsOf, readScenario } from '../scenario/index.ts';
import { sheetAsCsv } from './csv.ts';
import type { DeploymentPlan } from './deployments.ts';
import { sheetAsLdif } from './ldif.ts';
import { sheetAsMarkdown } from './markdown.ts';
import type { Settings } from './part-needs.ts';
import { sheetFor } from './sheet-for.ts';
import { Spelling } from './spelling.ts';
import { readCsv, typedIn } from './typed-in.fixture.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));
const secret = 'MBEGCysGAQQBgf1ZggIBAwIDeA==';

describe('Spelling', () => {
  it('says a clearance in the words of its policy, in their order, and writes it as the fixtures do', () => {
    const x501 = new Spelling(fixtures, 'x501');
    expect(x501.clearance(['S', 'R', 'U', 'C'])).to.deep.equal([
      { inWords: 'HARNESS-A: UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET', value: secret },
    ]);
    expect(x501.clearance([{ vector: 'A up to S ALPHA', as: 'x501' }])).to.deep.equal(
      x501.clearance(['U', 'R', 'C', 'S', 'ALPHA']),
    );
  });

  it('writes one for each policy, and STANAG 4774 where that is wanted', () => {
    const [a, b, ...others] = new Spelling(fixtures, 'stanag4774').clearance(['U', 'B-U', 'B-REL1']);
    expect(a?.value).to.contain('<Classification').and.to.contain('UNCLASSIFIED');
    expect(b?.inWords).to.equal('HARNESS-B: OPEN; Shared With UN');
    expect(b?.value).to.contain('TagName="Shared With"').and.to.contain('<GenericValue>UN<');
    expect(others).to.deep.equal([]);
  });

  it('says a label in words, and one that is malformed by its name', () => {
    const words = new Spelling(fixtures, 'words');
    expect(words.label('A-S REL1 ALPHA')).to.deep.equal({
      inWords: 'HARNESS-A: SECRET; Compartment ALPHA; Releasable To ONE',
      value: 'HARNESS-A: SECRET; Compartment ALPHA; Releasable To ONE',
    });
    expect(words.label('4774 bad-class-two').inWords).to.equal('the label 4774 bad-class-two');
  });
});

describe('the worksheet', () => {
  const plan: DeploymentPlan = {
    deployments: [
      deployment(1, {
        Pol: ['harness-a'],
        'Cat(a.test)': { name: 'Labels of a.test', items: ['A-U'], default: 'A-U' },
      }),
      deployment(2, { Pol: ['harness-a'], 'Srv.clr': ['U', 'R', 'C', 'S'], 'Pol.label': 'none' }),
    ],
    accounts: [
      { name: 'u-s', of: 'u-s', settings: settings({ U: ['U', 'R', 'C', 'S'] }), deployment: 1 },
      { name: 'u-nil', of: 'u-nil', settings: settings({}), deployment: 1 },
      { name: 'u-s-2@a2.test', of: 'u-s@a2.test', settings: settings({ U: ['U'] }), deployment: 2 },
    ],
    rooms: [{ name: 'cmbac-ops-2', of: 'ops', settings: settings({ 'Rm.lbl': 'A-S' }), deployment: 2 }],
    unsupported: [],
  };
  const naming = {
    domains: { 'a.test': 'alpha.lab', 'a2.test': 'beta.lab', 'muc.a.test': 'rooms.alpha.lab' },
    account: (user: string) => `cmbac-${user.split('@')[0] ?? ''}`,
  };
  const worksheet = { clearances: 'x501' as const, passwords: 'what the file `password` holds' };
  const driver = {
    ...{ name: 'lab', verbs: new Set<string>(), features: new Set<string>(), naming, worksheet },
    start: () => Promise.reject(new Error('it is only described')),
  };
  const sheet = sheetFor(plan, driver, fixtures);

  it('has a line for each setting in the names of the server, and afterwards only what changes', () => {
    const lines = sheet.deployments.flatMap(({ rows }) =>
      rows.map(
        ({ deployment: number, name, setting, inWords }) => `${number} ${name} | ${setting} | ${inWords}`,
      ),
    );
    expect(lines).to.deep.equal([
      '1 alpha.lab | security policy 1, which governs | HARNESS-A',
      '1 alpha.lab | catalog name | Labels of alpha.lab',
      '1 alpha.lab | catalog label 1 | HARNESS-A: UNCLASSIFIED',
      '1 alpha.lab | catalog label 1, chosen at first | yes',
      '1 cmbac-u-s@alpha.lab | password | what the file `password` holds',
      '1 cmbac-u-s@alpha.lab | clearance | HARNESS-A: UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET',
      '1 cmbac-u-nil@alpha.lab | password | what the file `password` holds',
      '2 alpha.lab | clearance | HARNESS-A: UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET',
      '2 alpha.lab | label of messages without one | none',
      '2 alpha.lab | catalog | none any more, as usual',
      '2 cmbac-u-s-2@beta.lab | password | what the file `password` holds',
      '2 cmbac-u-s-2@beta.lab | clearance | HARNESS-A: UNCLASSIFIED',
      '2 cmbac-ops-2@rooms.alpha.lab | access label | HARNESS-A: SECRET',
    ]);
  });

  it('is in Markdown what a person ticks off, with the password named once and told never', () => {
    const text = sheetAsMarkdown(sheet, { target: 'lab.yaml', patterns: " 'exit/**'" });
    expect(text).to.contain(
      `| ☐ | cmbac-u-s@alpha.lab | clearance | HARNESS-A: UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET | \`${secret}\` |`,
    );
    expect(text).to.contain('| ☐ | cmbac-u-nil@alpha.lab | no setting of its own | | |');
    expect(text.match(/The password of each: what the file `password` holds\./g)).to.have.length(2);
    expect(text).to.contain("npx cmbac provision verify lab.yaml --deployment 2 'exit/**'");
  });

  it('says in Markdown which domains the server is to have, as far as it is described', () => {
    const text = sheetAsMarkdown(sheet, { target: 'lab.yaml', patterns: '' });
    expect(text).to.contain('- ☐ Users log in to `alpha.lab`, `beta.lab`; the certificate');
    expect(text).to.contain('- ☐ Rooms are at `rooms.alpha.lab`; whoever');
  });

  it('is in CSV what somebody types in who has nothing else', () => {
    const rows = readCsv(sheetAsCsv(sheet));
    expect(rows).to.have.length(13);
    const { accounts, provision } = typedIn(rows, 'alpha.lab', 2);
    expect(accounts).to.deep.equal({
      'alpha.lab': ['cmbac-u-s', 'cmbac-u-nil'],
      'beta.lab': ['cmbac-u-s-2'],
    });
    expect(provision).to.deep.equal({
      Pol: [fileURLToPath(new URL('../../fixtures/policies/harness-a/spif.xml', import.meta.url))],
      'U(cmbac-u-s)': [{ x501: secret }],
      'Srv.clr': [{ x501: secret }],
      'Pol.label': 'none',
      'U(cmbac-u-s-2@beta.lab)': [{ x501: 'MA0GCysGAQQBgf1ZggIB' }],
      'Rm(cmbac-ops-2@rooms.alpha.lab).lbl': { ess: 'MRACAQQGCysGAQQBgf1ZggIB' },
    });
  });

  it('says once where other servers are, whom to believe, and how components connect', () => {
    const scenario = readScenario(
      'title: It is true\nrequirements: [LBL-01]\nactors: {sam: u-s, xenia: x@b.test, gateway: gw.a.test}\nsteps:\n  - probe: {from: sam, to: xenia, label: A-S, expect: delivered}\n',
      { file: 'x.yaml', id: 'x' },
      fixtures.vocabulary(),
    );
    const [part] = partsOf(scenario);
    if (part === undefined) throw new Error('no part');
    const placed = [{ scenario, part, users: {}, rooms: {} }];
    const none = { accounts: [], rooms: [], unsupported: [] };
    const said = {
      'Peer(*.b.test).in': ['S'],
      'Peer(b.test).map': { policy: 'harness-b', original: 'replace' },
      'U(x@b.test)': ['U'],
      'Peer(c.test).out': ['S'],
    };
    const later = [
      { ...deployment(1, said), parts: placed },
      { ...deployment(2, said), parts: placed },
    ];
    const others = { listen: { host: '10.20.0.9', port: 15269 }, nameServerPort: 15353, ca: '/lab/ca.pem' };
    const components = {
      place: { host: '10.20.0.5', port: 5347 },
      secrets: { 'gw.a.test': 'what the file `gw` holds' },
    };
    const absent = ['c.test', 'conf.b.test', 'muc.b.test', 'gw2.a.test'];
    const told = {
      ...driver,
      naming: { ...naming, domains: { ...naming.domains, 'b.test': 'bravo.lab' }, without: absent },
      worksheet: { ...worksheet, others, components },
    };
    const { deployments } = sheetFor({ ...none, deployments: later }, told, fixtures);
    expect(
      deployments.flatMap(({ rows }) =>
        rows.map(({ name, setting, value }) => [name, setting, value].join(' | ')),
      ),
    ).to.deep.equal([
      'alpha.lab | authority of other servers | /lab/ca.pem',
      'alpha.lab | name server | 10.20.0.9 port 15353 (UDP)',
      'bravo.lab | where it is | _xmpp-server._tcp.bravo.lab. SRV 0 0 15269 bravo.lab.',
      'bravo.lab | its address | bravo.lab. A 10.20.0.9',
      'gw.a.test | where it connects (XEP-0114) | ',
      'gw.a.test | secret | ',
      'x@bravo.lab | clearance | MA0GCysGAQQBgf1ZggIB',
      '*.bravo.lab | clearance inwards | MBEGCysGAQQBgf1ZggIBAwIDCA==',
      'bravo.lab | format and policy of labels | {"original":"replace","policy":"1.3.6.1.4.1.32473.258.2"}',
    ]);
  });

  it('is in LDIF an entry for each account, and changes none', () => {
    const place = { attribute: 'clearance', base: 'ou=people,dc=alpha,dc=lab', syntax: 'x501' as const };
    const entries = sheetAsLdif(sheet, { ...place, domain: 'alpha.lab' })
      .split('\n\n')
      .slice(1);
    expect(entries[0]?.split('\n')).to.deep.equal([
      '# deployment 1: cmbac-u-s@alpha.lab, HARNESS-A: UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET',
      'dn: uid=cmbac-u-s,ou=people,dc=alpha,dc=lab',
      'changetype: add',
      'objectClass: inetOrgPerson',
      'objectClass: clearedPerson',
      'uid: cmbac-u-s',
      'cn: cmbac-u-s',
      'sn: cmbac-u-s',
      'mail: cmbac-u-s@alpha.lab',
      `clearance:: ${secret}`,
    ]);
    expect(entries.map((entry) => /^dn: (.*)$/m.exec(entry)?.[1])).to.deep.equal([
      'uid=cmbac-u-s,ou=people,dc=alpha,dc=lab',
      'uid=cmbac-u-nil,ou=people,dc=alpha,dc=lab',
      'uid=cmbac-u-s-2@beta.lab,ou=people,dc=alpha,dc=lab',
    ]);
  });
});

function deployment(number: number, server: Readonly<Record<string, unknown>>) {
  return {
    number,
    server: settings(server),
    parts: [],
    accounts: new Set<string>(),
    rooms: new Set<string>(),
  };
}

function settings(values: Readonly<Record<string, unknown>>): Settings {
  return new Map(
    Object.entries(values).map(([verb, words]) => [verb, { words, same: JSON.stringify(words) }]),
  );
}
