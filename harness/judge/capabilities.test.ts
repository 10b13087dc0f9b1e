import { expect } from 'chai';
import { capabilitiesHash } from './capabilities.ts';
import { readStanza } from './read-stanza.ts';

const info = 'http://jabber.org/protocol/disco#info';

describe('capabilitiesHash', () => {
  it('is that of the simple example of XEP-0115 §5.2, whatever the order', () => {
    const features = ['muc', 'disco#info', 'caps', 'disco#items']
      .map((name) => `<feature var='http://jabber.org/protocol/${name}'/>`)
      .join('');
    const query = `<query xmlns='${info}'>${features}<identity category='client' name='Exodus 0.9.1' type='pc'/></query>`;
    expect(capabilitiesHash(readStanza(query), 'sha-1')).to.equal('QgayPKawpkPSDYmwT/WM94uAlu0=');
  });

  it('is that of the complex example of XEP-0115 §5.3, with languages and a form', () => {
    const field = (name: string, ...values: string[]): string =>
      `<field var='${name}'>${values.map((value) => `<value>${value}</value>`).join('')}</field>`;
    const form = [
      field('FORM_TYPE', 'urn:xmpp:dataforms:softwareinfo'),
      field('ip_version', 'ipv4', 'ipv6'),
      field('os', 'Mac'),
      field('os_version', '10.5.1'),
      field('software', 'Psi'),
      field('software_version', '0.11'),
    ].join('');
    const features = ['caps', 'disco#info', 'disco#items', 'muc']
      .map((name) => `<feature var='http://jabber.org/protocol/${name}'/>`)
      .join('');
    const query = `<query xmlns='${info}'><identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/><identity xml:lang='el' category='client' name='Ψ 0.11' type='pc'/>${features}<x xmlns='jabber:x:data' type='result'>${form}</x></query>`;
    expect(capabilitiesHash(readStanza(query), 'sha-1')).to.equal('q07IKJEyjvHSyhy//CH0CxmKi8w=');
  });

  it('knows no algorithm that is none', () => {
    expect(capabilitiesHash(readStanza(`<query xmlns='${info}'/>`), 'sha-0')).to.equal(undefined);
  });
});
