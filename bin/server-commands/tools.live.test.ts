import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fixture, run } from './tools.fixture.ts';

const a = fixture('policies/harness-a/spif.xml');
const b = fixture('policies/harness-b/spif.xml');
const secret = 'MRACAQQGCysGAQQBgf1ZggIB';
const upToRestricted = 'MBEGCysGAQQBgf1ZggIBAwIFYA==';
const secretAlpha = 'MTYCAQQGCysGAQQBgf1ZggIBMSQwIoAKYIZIAWUCAQgDAKEUMBIGDCsGAQQBgf1ZggIBAgMCB4A=';

describe('cmbac-server, its tools', function () {
  this.timeout(20_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'tools-'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function file(name: string, content: string | Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  it('label encode: words of the command line become ESS, and label decode reads them back', async () => {
    const words = ['--policy', 'HARNESS-A', '--classification', 'SECRET', '--category', 'Compartment: ALPHA'];
    expect(await run(['label', 'encode', ...words, '--spif', a])).to.deep.equal({
      code: 0,
      out: `${secretAlpha}\n`,
      err: '',
    });
    const { out, code } = await run(['label', 'decode', secretAlpha, '--spif', a, '--json']);
    const said: unknown = JSON.parse(out);
    expect(code).to.equal(0);
    expect(said).to.deep.include({ ok: true, syntax: 'ess', valid: true, marking: 'SECRET ALPHA' });
  });

  it('label encode: a file of words becomes STANAG 4774', async () => {
    const path = file('label.yaml', 'policy: HARNESS-A\nclassification: SECRET\n');
    const args = ['label', 'encode', path, '--spif', a, '--to', 'stanag4774'];
    const dates = ['--created', '2026-01-01T00:00:00Z', '--review', '2027-01-01T00:00:00Z'];
    const { out, code } = await run([...args, ...dates]);
    expect(code).to.equal(0);
    expect(out)
      .to.match(/^<originatorConfidentialityLabel .*ReviewDateTime="2027-01-01T00:00:00Z"/)
      .and.include('<CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime>');
  });

  it('label encode: what the policy does not allow is written, and said to be so', async () => {
    const words = [
      '--policy',
      'HARNESS-A',
      '--classification',
      'UNCLASSIFIED',
      '--category',
      'Compartment: ALPHA',
    ];
    const { out, err, code } = await run(['label', 'encode', ...words, '--spif', a]);
    expect([code, out.length > 1, err]).to.deep.equal([
      1,
      true,
      'the policy does not allow this label: excluded-class: `ALPHA` of `Compartment`\n',
    ]);
  });

  it('label decode: takes DER on stdin', async () => {
    const { out, code } = await run(['label', 'decode', '-'], Buffer.from(secret, 'base64'));
    expect([code, out]).to.deep.equal([
      0,
      'syntax: ess\nenveloped: false\nwritten:\n  categories: []\n  unread: []\n  classification: 4\n  policy:\n    oid: 1.3.6.1.4.1.32473.258.1\n',
    ]);
  });

  it('label validate: says every rule that is broken', async () => {
    const path = file(
      'invalid.yaml',
      'policy: HARNESS-A\nclassification: UNCLASSIFIED\ncategories: { Compartment: [ALPHA, BRAVO] }\n',
    );
    const { out, code } = await run(['label', 'validate', path, '--spif', a, '--json']);
    const said: unknown = JSON.parse(out);
    expect(code).to.equal(1);
    expect(said).to.deep.include({
      valid: false,
      violations: [
        { rule: 'excluded-class', where: '`ALPHA` of `Compartment`' },
        { rule: 'excluded-class', where: '`BRAVO` of `Compartment`' },
      ],
    });
  });

  it('clearance encode and decode: words and X.501', async () => {
    const words = ['--policy', 'HARNESS-A', '--classification', 'UNCLASSIFIED,RESTRICTED'];
    const encoded = await run(['clearance', 'encode', ...words, '--spif', a]);
    expect(encoded).to.deep.equal({ code: 0, out: `${upToRestricted}\n`, err: '' });
    const { out, code } = await run(['clearance', 'decode', upToRestricted, '--spif', a]);
    expect([
      code,
      out.includes("marking: '{UNCLASSIFIED|RESTRICTED}'") ||
        out.includes('marking: "{UNCLASSIFIED|RESTRICTED}"'),
    ]).to.deep.equal([0, true]);
  });

  it('decide: explains a denial, and exits with 1', async () => {
    expect(
      await run(['decide', '--spif', a, '--label', secretAlpha, '--clearance', upToRestricted]),
    ).to.deep.equal({
      code: 1,
      err: '',
      out: `DENY
label      SECRET ALPHA (valid)
clearance  {UNCLASSIFIED|RESTRICTED}
because    the clearance does not list classification \`SECRET\` (clearance 1)
because    the clearance does not have \`ALPHA\` of \`Compartment\` (clearance 1)
needed     a clearance of HARNESS-A that lists SECRET, has ALPHA of Compartment
`,
    });
  });

  it('decide: grants with 0, in French, and denies what cannot be decoded', async () => {
    const grants = ['decide', '--spif', a, '--label', secret, '--clearance', 'MBEGCysGAQQBgf1ZggIBAwIDeA=='];
    expect((await run([...grants, '--lang', 'fr'])).out).to.match(
      /^GRANT\nlabel {6}SECRET DÉFENSE \(valid\)\n/,
    );
    const { code, out } = await run([
      'decide',
      '--spif',
      a,
      '--label',
      'MQ==',
      '--clearance',
      'none',
      '--json',
    ]);
    const said: unknown = JSON.parse(out);
    expect(code).to.equal(1);
    expect(said).to.deep.include({ ok: true, grant: false, valid: false });
  });

  it('mark: writes the marking and nothing else', async () => {
    expect(await run(['mark', secret, '--spif', a, '--lang', 'fr'])).to.deep.equal({
      code: 0,
      out: 'SECRET DÉFENSE\n',
      err: '',
    });
    expect(await run(['mark', 'MQYCAQQGASk=', '--spif', a])).to.deep.equal({
      code: 1,
      out: '',
      err: 'policy `1.1` is not loaded\n',
    });
  });

  it('map: says the equivalent, or why there is none', async () => {
    const { out, code } = await run(['map', secret, '--to', 'HARNESS-B', '--spif', a, b]);
    expect([code, out.includes('base64: MRACAQQGCysGAQQBgf1ZggIC')]).to.deep.equal([0, true]);
    expect(await run(['map', secretAlpha, '--to', 'HARNESS-B', '--spif', a, b])).to.deep.equal({
      code: 1,
      out: 'no equivalent\n',
      err: '`ALPHA` of `Compartment` has no equivalent in policy `HARNESS-B`\n',
    });
  });

  it('spif lint: 0 for a good file, 1 for what strict mode refuses, 5 for what is not loaded', async () => {
    const lenient = file('lenient.xml', '');
    writeFileSync(lenient, readFileSync(b, 'utf8').replace(' creationDate="', ' made="'));
    const broken = fixture('policies/malformed/policy-without-oid.xml');
    expect(await run(['spif', 'lint', b])).to.deep.equal({
      code: 0,
      out: `${b}: loads: policy HARNESS-B (1.3.6.1.4.1.32473.258.2)\n`,
      err: '',
    });
    expect((await run(['spif', 'lint', b, lenient])).code).to.equal(1);
    expect(await run(['spif', 'lint', broken])).to.deep.equal({
      code: 5,
      out: `${broken}:3: spif-missing: <securityPolicyId> has no \`id\`; add the attribute\n${broken}: cannot be loaded\n`,
      err: '',
    });
    const { out, code } = await run(['spif', 'lint', b, broken, '--json']);
    const said: unknown = JSON.parse(out);
    expect(code).to.equal(5);
    expect(said).to.have.nested.property('files[1].loads', 'no');
  });

  it('spif show: the numbers of a policy', async () => {
    const { out, code } = await run(['spif', 'show', b, '--json']);
    const said: unknown = JSON.parse(out);
    expect(code).to.equal(0);
    expect(said).to.have.nested.property('classifications[3].name', 'HIDDEN');
  });

  describe('say in one sentence what a person can mend, and exit with 5', () => {
    const broken = fixture('policies/malformed/policy-without-oid.xml');
    const bad = fixture('stanag4774/bad-wellformed.xml');
    const cases: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
      [['label', 'decode'], /^no label is given; put it before --spif/],
      [
        ['label', 'decode', 'nowhere.xml'],
        /^there is no file `nowhere\.xml`; name one, or give the label itself$/,
      ],
      [['label', 'decode', 'MQ'], /^MQ: base64 .*; give base64, hexadecimal, XML or words/],
      [['label', 'decode', bad], /bad-wellformed\.xml:1:281: end tag that is not .*; give base64/],
      [
        ['label', 'decode', secret, '--spif', broken],
        /policy-without-oid\.xml:3: <securityPolicyId> has no `id`; add/,
      ],
      [
        ['label', 'decode', secret, '--spif', 'nowhere.xml'],
        /^there is no file `nowhere\.xml`; give the path/,
      ],
      [['label', 'encode', secret, '--to', 'stanag4774'], /; choose another syntax with --to$/],
      [['label', 'encode', '--policy', 'A', '--category', 'ALPHA'], /^category `ALPHA`; write it as/],
      [['label', 'decode', secret, '--now', 'today'], /^`now` is `today`; write a moment/],
      [['label', 'decode', secret, '--option', 'mapping'], /write it as expiredPolicy=warn/],
      [['label', 'decode', secret, '--option', 'maping=allow'], /unknown member `maping`/],
      [['mark', secret], /has no `spif`/],
      [
        ['decide', '--spif', a, '--label', secret, '--clearance', './c.xml'],
        /^there is no file `\.\/c\.xml`/,
      ],
      [['decide', '--spif', a], /required option '--label <label>'/],
      [['spif', 'show', broken], /policy-without-oid\.xml:3: .*; add the attribute$/],
      [['spif', 'lint', folderOf(broken)], /is no file; name one$/],
      [['spif', 'lnt'], /unknown command 'lnt'\n\(Did you mean lint\?\)/],
    ];
    for (const [args, sentence] of cases) {
      it(sentence.source, async () => {
        const { code, out, err } = await run(args);
        expect(err.trimEnd()).to.match(sentence).and.not.include('    at ');
        expect([code, out]).to.deep.equal([5, '']);
      });
    }

    it('with --json the failure is a document too', async () => {
      const { code, out } = await run(['label', 'decode', 'MQ', '--json']);
      const said: unknown = JSON.parse(out);
      expect(code).to.equal(5);
      expect(said).to.deep.include({ ok: false, error: 'label-encoding' });
    });
  });
});

function folderOf(path: string): string {
  return join(path, '..');
}
