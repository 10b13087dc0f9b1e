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

  it('has two room services of the first domain, and none of the others', () => {
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
          },
        },
      },
    });
    expect(config['modules']).not.to.have.property('mod_muc');
  });
});

describe('vmArguments', () => {
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
