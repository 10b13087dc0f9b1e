import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const cmbac = join(import.meta.dirname, '../cmbac.ts');
const mlink = join(import.meta.dirname, '../../docs/targets/mlink-19.4.yaml');

function exported(...args: string[]): { readonly code: number; readonly out: string; readonly err: string } {
  const ran = spawnSync(process.execPath, [cmbac, 'export', ...args], { encoding: 'utf8' });
  return { code: ran.status ?? -1, out: ran.stdout, err: ran.stderr };
}

describe('cmbac export', function () {
  this.timeout(60_000);
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-export-'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('writes what can be a script, and says of the others why they cannot', () => {
    const { code, out, err } = exported('exit/**', '--as', 'scs', '--out', folder);
    expect({ code, err: err.split('\n')[0] }).to.deep.equal({
      code: 0,
      err: 'exit/absent-recipient-not-cleared: cannot be written as a script: a script cannot change what the server is provisioned with',
    });
    expect(readdirSync(folder)).to.include.members([
      'exit__recipient-not-cleared.scs',
      'exit__recipient-not-cleared.twin.scs',
    ]);
    expect(out).to.match(/^\d+ files in .*; \d+ cannot be written as a script\n$/);
  });

  it('ends with 5 where nothing of it can be a script', () => {
    const { code, out, err } = exported('exit/absent-recipient-not-cleared', '--as', 'scs');
    expect({ code, out }).to.deep.equal({ code: 5, out: '' });
    expect(err).to.match(/^exit\/absent-recipient-not-cleared: cannot be written as a script: [^\n]+\n$/);
  });

  it('writes a procedure in the names and the syntax of a server, with the accounts of its worksheet', () => {
    const { code, out } = exported('exit/recipient-not-cleared', '--as', 'procedure', '-t', mlink);
    expect(code).to.equal(0);
    expect(out).to.contain('| **tess** | `cmbac-u-ts@alpha.lab/tess` |');
    expect(out).to.match(
      /\| ☐ \| account \| `cmbac-u-r-2@alpha\.lab` \| clearance \| HARNESS-A: UNCLASSIFIED, RESTRICTED, SECRET \| `\S+` \|/,
    );
    expect(out).to.contain("<message to='cmbac-u-r-2@alpha.lab/rita'");
  });

  it('prints the twin on request, and wants a folder for several scenarios', () => {
    expect(exported('exit/recipient-not-cleared', '--as', 'scs', '--twin').out).to.match(/^# With SECRET /);
    const { code, err } = exported(
      'entry/sender-not-cleared',
      'exit/recipient-not-cleared',
      '--as',
      'procedure',
    );
    expect({ code, err }).to.deep.equal({
      code: 5,
      err: 'these are 2 scenarios; name one, or a folder for them with --out\n',
    });
    expect(readFileSync(join(folder, 'exit__recipient-not-cleared.twin.scs'), 'utf8')).to.match(
      /^# With SECRET /,
    );
  });
});
