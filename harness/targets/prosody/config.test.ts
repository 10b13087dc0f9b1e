import { expect } from 'chai';
import { prosodyConfig } from './config.ts';
import { fileName } from './storage.ts';

const settings = {
  folder: '/run/x',
  domain: 'a.test',
  clientPort: 5222,
  webSocketPort: 5443,
  files: { certificate: '/run/x/server.crt', key: '/run/x/server.key', ca: '', caFile: '/run/x/ca.crt' },
  asRoot: false,
};

describe('prosodyConfig', () => {
  it('names its folder, its port and its certificate', () => {
    const lines = prosodyConfig(settings).split('\n');
    expect(lines).to.include.members([
      'data_path = "/run/x/data"',
      'c2s_ports = { 5222 }',
      'VirtualHost "a.test"',
      '  ssl = { certificate = "/run/x/server.crt"; key = "/run/x/server.key"; }',
    ]);
    expect(lines).not.to.include('run_as_root = true');
  });

  it('has a host for each domain', () => {
    const lines = prosodyConfig({ ...settings, otherDomains: ['a2.test'] }).split('\n');
    expect(lines.filter((line) => line.startsWith('VirtualHost'))).to.deep.equal([
      'VirtualHost "a.test"',
      'VirtualHost "a2.test"',
    ]);
  });

  it('has two domains of rooms, and the module that closes them', () => {
    const config = prosodyConfig(settings);
    expect(config.split('\n')).to.include.members([
      'Component "muc.a.test" "muc"',
      'Component "muc2.a.test" "muc"',
      'plugin_paths = { "/run/x/modules" }',
    ]);
    expect(config).to.contain('"cmbac_reset"');
  });

  it('archives for everybody and every room, without an end', () => {
    const config = prosodyConfig(settings);
    expect(config).to.contain('"mam";');
    expect(config.split('\n')).to.include.members([
      'default_archive_policy = true; archive_expires_after = "never"; muc_log_expires_after = "never"',
      '  modules_enabled = { "muc_mam" }',
    ]);
  });

  it('offers the base catalog, with the default first told', () => {
    const items = [
      { label: { ess: 'MQ==' }, default: true as const },
      {},
      { label: { ess: 'Mg==' }, selector: 'A "B"' },
    ];
    const config = prosodyConfig({ ...settings, asRoot: true, catalog: { name: 'Labels', items } });
    expect(config.slice(config.indexOf('security_catalog_name'), config.indexOf('VirtualHost'))).to.equal(
      `security_catalog_name = "Labels"
security_catalog_desc = ""
security_labels = {
  { name = "Label 1"; display = "Label 1"; label = "<esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>MQ==</esssecuritylabel>"; default = true; };
  { name = "A \\"B\\""; display = "A \\"B\\""; label = "<esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>Mg==</esssecuritylabel>"; };
}
`,
    );
    expect(config).to.contain('"seclabels"').and.to.contain('run_as_root = true');
  });
});

describe('prosodyConfig for a server that federates', () => {
  const federation = { port: 15_269, routes: { 'b.test': { host: '127.0.0.1', port: 15_270 } } };

  it('takes streams of other servers under TLS from whom the run has signed, and knows where they are', () => {
    const lines = prosodyConfig({ ...settings, federation }).split('\n');
    expect(lines).to.include.members([
      's2s_ports = { 15269 }',
      's2s_require_encryption = true',
      's2s_secure_auth = true',
      'ssl = { cafile = "/run/x/ca.crt" }',
      'cmbac_routes = { ["b.test"] = { "127.0.0.1", 15270 }; }',
    ]);
    expect(lines.join())
      .to.contain('"cmbac_routes";')
      .and.to.contain('"dialback";')
      .and.not.to.contain('modules_disabled');
  });

  it('shows the certificate for the domains of its rooms too, and believes dialback where it is to', () => {
    const lines = prosodyConfig({ ...settings, federation: { ...federation, dialback: true } }).split('\n');
    const shown = '  ssl = { certificate = "/run/x/server.crt"; key = "/run/x/server.key"; }';
    expect(lines[lines.indexOf('Component "muc2.a.test" "muc"') + 1]).to.equal(shown);
    expect(lines).to.include('s2s_secure_auth = false');
  });

  it('has no part in federation otherwise', () => {
    expect(prosodyConfig(settings)).to.contain('s2s_ports = { }; modules_disabled = { "s2s" }');
    expect(prosodyConfig(settings)).not.to.match(/cmbac_routes|dialback|cafile/);
  });
});

describe('fileName', () => {
  it('writes every byte but letters and digits as a number', () => {
    expect([fileName('a.test'), fileName('u-ts2'), fileName('é')]).to.deep.equal([
      'a%2etest',
      'u%2dts2',
      '%c3%a9',
    ]);
  });
});
