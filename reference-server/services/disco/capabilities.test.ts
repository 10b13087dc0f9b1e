import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { rules } from '../../enforcement/rules.fixture.ts';
import { catalogOf } from '../catalog/catalog.fixture.ts';
import { type HostWish, TestHost } from '../host.fixture.ts';
import { capabilities, capabilitiesNode } from './capabilities.ts';
import { discoInfo } from './disco.ts';

const info = 'http://jabber.org/protocol/disco#info';
const features = [
  'http://jabber.org/protocol/address',
  info,
  'http://jabber.org/protocol/disco#items',
  'jabber:iq:roster',
  'jabber:iq:version',
  'urn:xmpp:carbons:2',
  'urn:xmpp:ping',
  'urn:xmpp:sec-label:0',
];

function hashOf(...listed: readonly string[]): string {
  const text = ['server/im//the server', ...listed].map((each) => `${each}<`).join('');
  return createHash('sha1').update(text).digest('base64');
}

function announced(wish: HostWish = {}): string | undefined {
  return capabilities(new TestHost(wish)).attributes['ver'];
}

function ask(node: string, host = new TestHost()): string | undefined {
  const iq = `<iq type='get' id='i' to='a.test'><query xmlns='${info}' node='${node}'/></iq>`;
  return host.ask(host.online('juliet@a.test/balcony'), iq, [discoInfo]);
}

describe('capabilities', () => {
  it('is the hash of the identity and of the features in their order, with those of the catalog', () => {
    expect(announced()).to.equal(hashOf(...features));
    expect(announced({ catalog: catalogOf('A-U') })).to.equal(
      hashOf(...features, 'urn:xmpp:sec-label:catalog:2'),
    );
  });

  it('is another one with the fault that says so', () => {
    expect(announced({ rules: rules({ faults: ['disco.caps'] }) })).to.equal(
      hashOf(...features.slice(0, -1)),
    );
  });

  it('can be asked for by its node, and no other node can', () => {
    const node = capabilitiesNode(new TestHost());
    expect(node).to.match(/^https:\/\/.*#/);
    expect(ask(node)).to.include(`node='${node}'`).and.to.include('urn:xmpp:sec-label:0');
    expect(ask(`${node}x`)).to.include('item-not-found');
  });
});
