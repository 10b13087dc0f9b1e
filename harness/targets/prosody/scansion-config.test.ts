import { expect } from 'chai';
import { scansionConfig } from './scansion-config.ts';

describe('scansionConfig', () => {
  it('names its folder, its ports and its domains, and keeps clients under TLS', () => {
    const files = {
      certificate: '/run/x/server.crt',
      key: '/run/x/server.key',
      ca: '',
      caFile: '/run/x/ca.crt',
    };
    const lines = scansionConfig({
      ...{ folder: '/run/x', domain: 'localhost', clientPort: 5222, httpsPort: 5443, files, asRoot: false },
    }).split('\n');
    expect(lines).to.include.members([
      'admins = { "admin@localhost" }',
      'data_path = "/run/x/data"',
      'c2s_ports = { 5222 }',
      'c2s_require_encryption = true',
      'VirtualHost "localhost"',
      'Component "conference.localhost" "muc"',
      'Component "pubsub.localhost" "pubsub"',
      'Component "upload.localhost" "http_file_share"',
    ]);
    expect(lines).not.to.include('run_as_root = true');
  });
});
