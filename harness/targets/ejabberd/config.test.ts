import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { ejabberdConfig } from './config.ts';
import { vmArguments } from './vm.ts';

const settings = {
  domain: 'a.test',
  ports: { client: 5222, clientTls: 5223, webSocket: 5443 },
  files: { certificate: '/run/x/server.crt', key: '/run/x/server.key', ca: '', caFile: '/run/x/ca.crt' },
};

const read = (text: string): Record<string, unknown> => z.record(z.string(), z.unknown()).parse(parse(text));

describe('ejabberdConfig', () => {
  it('has a host for each domain, the certificate, and no federation', () => {
    const config = read(ejabberdConfig({ ...settings, otherDomains: ['a2.test'] }));
    expect([config['hosts'], config['certfiles'], config['s2s_access']]).to.deep.equal([
      ['a.test', 'a2.test'],
      ['/run/x/server.crt', '/run/x/server.key'],
      'none',
    ]);
  });

  it('listens on this machine only, for clients under TLS and for the components that it is given', () => {
    const components = [{ name: 'gw.a.test', secret: 'hush', port: 5347 }];
    const listeners = z
      .array(z.record(z.string(), z.unknown()))
      .parse(read(ejabberdConfig({ ...settings, components }))['listen']);
    const streams = { ip: '127.0.0.1', module: 'ejabberd_c2s', max_stanza_size: 262_144, access: 'all' };
    expect(listeners).to.deep.equal([
      { ...streams, port: 5222, starttls_required: true },
      { ...streams, port: 5223, tls: true },
      {
        ip: '127.0.0.1',
        port: 5443,
        module: 'ejabberd_http',
        tls: true,
        request_handlers: { '/xmpp-websocket': 'ejabberd_http_ws' },
      },
      {
        ip: '127.0.0.1',
        port: 5347,
        module: 'ejabberd_service',
        hosts: { 'gw.a.test': { password: 'hush' } },
      },
    ]);
  });

  it('has two room services of the first domain, and none of the others; all is archived', () => {
    const config = read(ejabberdConfig({ ...settings, otherDomains: ['a2.test'] }));
    expect(config['append_host_config']).to.deep.equal({
      'a.test': {
        modules: {
          mod_muc: {
            hosts: ['muc.a.test', 'muc2.a.test'],
            access_create: 'all',
            history_size: 100,
            max_users: 2000,
            max_user_conferences: 1000,
            default_room_options: { mam: true },
          },
        },
      },
    });
    expect(config['modules']).not.to.have.property('mod_muc');
    expect(config['modules']).to.have.deep.property('mod_mam', { db_type: 'mnesia', default: 'always' });
  });
});

describe('ejabberdConfig for a server that federates', () => {
  it('takes streams of other servers under TLS alone from whom the run has signed, and tries again at once', () => {
    const config = read(ejabberdConfig({ ...settings, federation: { port: 15_269 } }));
    const listeners = z.array(z.unknown()).parse(config['listen']);
    expect(listeners.at(-1)).to.deep.equal({
      ip: '127.0.0.1',
      port: 15_269,
      module: 'ejabberd_s2s_in',
      max_stanza_size: 524_288,
    });
    expect(config).to.deep.include({
      s2s_use_starttls: 'required',
      s2s_cafile: '/run/x/ca.crt',
      ca_file: '/run/x/ca.crt',
      s2s_max_retry_delay: 1,
      shaper_rules: { max_user_sessions: 1000, s2s_shaper: 'none' },
    });
    expect(config).not.to.have.property('s2s_access');
    expect(config['modules']).not.to.have.property('mod_s2s_dialback');
  });

  it('believes dialback where it is to', () => {
    const federation = { port: 15_269, dialback: true as const };
    expect(read(ejabberdConfig({ ...settings, federation }))['modules']).to.have.property('mod_s2s_dialback');
  });
});

describe('vmArguments', () => {
  it('has Erlang ask the name server that is given, and the system otherwise', () => {
    const installation = { erl: '/usr/bin/erl', libraries: '/usr/lib/x' };
    const args = vmArguments(installation, '/run/x', '/run/x/inetrc');
    expect(args.slice(args.indexOf('-kernel')).slice(0, 3)).to.deep.equal([
      '-kernel',
      'inetrc',
      '"/run/x/inetrc"',
    ]);
    expect(vmArguments(installation, '/run/x')).not.to.include('-kernel');
  });

  it('keeps everything in its folder, whatever characters are in the name', () => {
    const args = vmArguments({ erl: '/usr/bin/erl', libraries: '/usr/lib/x' }, '/run/x "y"');
    expect(args.slice(args.indexOf('-ejabberd'), args.indexOf('-noinput'))).to.deep.equal([
      '-ejabberd',
      'config',
      '"/run/x \\"y\\"/ejabberd.yml"',
      'log_path',
      '"/run/x \\"y\\"/log/ejabberd.log"',
      '-mnesia',
      'dir',
      '"/run/x \\"y\\"/spool"',
    ]);
    expect(args).to.include.members(['ERL_LIBS', '/usr/lib/x', 'HOME', '/run/x "y"']);
  });
});
