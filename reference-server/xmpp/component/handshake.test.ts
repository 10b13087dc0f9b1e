import { expect } from 'chai';
import type { RootTag } from '#xml';
import { StreamError } from '../stream-error.ts';
import { handshakeFor, isHandshake, readComponentHeader, writeComponentHeader } from './handshake.ts';

const header: RootTag = {
  name: 'stream',
  namespace: 'http://etherx.jabber.org/streams',
  attributes: { to: 'Plays.shakespeare.example' },
  defaultNamespace: 'jabber:component:accept',
  prefixes: new Map([['stream', 'http://etherx.jabber.org/streams']]),
};

describe('handshakeFor', () => {
  it('is lower-case hex of SHA-1 over the id of the stream and the secret', () => {
    // The example of XEP-0114 §3, whose secret is `test`
    expect(handshakeFor('3BF96D32', 'test')).to.equal('aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e');
  });
});

describe('isHandshake', () => {
  const shown = handshakeFor('3BF96D32', 'test');

  it('takes what proves the secret, on its own stream alone', () => {
    expect(isHandshake(shown, '3BF96D32', 'test')).to.equal(true);
    expect(isHandshake(shown, '3BF96D33', 'test')).to.equal(false);
    expect(isHandshake(shown, '3BF96D32', 'guess')).to.equal(false);
  });

  it('takes neither a part of it, nor more, nor other letters', () => {
    for (const wrong of ['', shown.slice(1), `${shown}0`, shown.toUpperCase()])
      expect(isHandshake(wrong, '3BF96D32', 'test')).to.equal(false);
  });
});

describe('readComponentHeader', () => {
  it('gives the domain of the component, prepared, and asks for no version', () => {
    expect(readComponentHeader(header)).to.equal('plays.shakespeare.example');
  });

  for (const [what, otherwise, condition] of [
    ['no domain', { attributes: {} }, 'host-unknown'],
    ['a user in place of a domain', { attributes: { to: 'x@plays.example' } }, 'host-unknown'],
    ["a client's stream", { defaultNamespace: 'jabber:client' }, 'invalid-namespace'],
    ['another element', { name: 'iq' }, 'bad-format'],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => readComponentHeader({ ...header, ...otherwise }))
        .to.throw(StreamError)
        .with.property('condition', condition);
    });
  }
});

describe('writeComponentHeader', () => {
  it('has the id and the component, and no version', () => {
    expect(writeComponentHeader('3BF96D32', 'gw.a.test')).to.equal(
      "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' " +
        "xmlns:stream='http://etherx.jabber.org/streams' from='gw.a.test' id='3BF96D32'>",
    );
  });

  it('names nobody where there is no such component', () => {
    expect(writeComponentHeader('x', undefined)).not.to.include('from=');
  });
});
