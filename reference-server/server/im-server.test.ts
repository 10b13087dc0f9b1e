import { expect } from 'chai';
import { type AuditRecord, noFaults } from '../enforcement/index.ts';
import { Rooms } from '../services/index.ts';
import { jid } from '../xmpp/read.fixture.ts';
import { ImDomain } from './im-domain.ts';
import { ImServer } from './im-server.ts';
import { labelled, provisioned, upTo } from './provision/provision.fixture.ts';
import type { Provisioned } from './provision/provisioned.ts';
import { Store } from './store.ts';

/** Clearances that cannot be looked up. */
class BrokenMap extends Map<string, never> {
  override get(): never {
    throw new Error('no such luck');
  }
}

describe('ImServer', () => {
  let audit: AuditRecord[];
  let reported: unknown[];

  function serverOf(provisioning: Provisioned): ImServer {
    audit = [];
    reported = [];
    const parts = {
      domains: new Set(['a.test', 'a2.test']),
      product: { name: 'test', version: '1' },
      accounts: new Set<string>(),
      rooms: new Rooms(),
      store: new Store(':memory:'),
      bindingVersions: ['1:0'],
      faults: noFaults,
      namesOf: () => Promise.resolve([]),
      writeAudit: (record: AuditRecord) => audit.push(record),
      report: (mistake: unknown) => reported.push(mistake),
      now: () => new Date('2026-11-22T00:00:00Z'),
    };
    return new ImServer(parts, provisioning);
  }

  const secretOnly = { 'Srv.lbl': labelled('S'), 'U(sam)': upTo('S'), 'U(rita)': upTo('R') };

  it('lets in whoever is cleared, and writes down whom it does not', () => {
    const server = serverOf(provisioned(secretOnly));
    expect(server.admit({ jid: jid('sam@a.test') })).to.deep.equal({ allowed: true });
    expect(server.admit({ jid: jid('rita@a.test') })).to.deep.equal({
      allowed: false,
      text: 'Not permitted',
      isTemporary: false,
    });
    expect(audit.map(({ event, from }) => [event, from])).to.deep.equal([['session-refused', 'rita@a.test']]);
  });

  it('refuses a session where a mistake of ours keeps it from deciding', () => {
    const server = serverOf({ ...provisioned(secretOnly), users: new BrokenMap() });
    expect(server.admit({ jid: jid('sam@a.test') })).to.have.property('allowed', false);
    expect(audit.map(({ reasons }) => reasons)).to.deep.equal([
      ['rule `the server made a mistake` refuses it'],
    ]);
    expect(reported).to.have.length(1);
  });

  it('has domains that know each other, and no others', () => {
    const domain = new ImDomain('a.test', serverOf(provisioned()));
    expect(domain.at('a.test')).to.equal(domain);
    expect(domain.at('a2.test')?.domain).to.equal('a2.test');
    expect(domain.at('a2.test')?.sessions).to.equal(domain.sessions);
    expect([domain.at('b.test'), domain.serves('b.test')]).to.deep.equal([undefined, false]);
  });
});
