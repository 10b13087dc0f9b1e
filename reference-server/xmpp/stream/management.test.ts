import { expect } from 'chai';
import { parseDocument } from '#xml';
import { StreamError } from '../stream-error.ts';
import { failedAnswer, readManagement } from './management.ts';

const sm = "xmlns='urn:xmpp:sm:3'";

describe('readManagement', () => {
  it('reads what a client may say', () => {
    const read = (text: string) => readManagement(parseDocument(text));
    expect(read(`<enable ${sm}/>`)).to.deep.equal({ kind: 'enable', resume: false });
    expect(read(`<enable ${sm} resume='1' max='60'/>`)).to.deep.equal({
      kind: 'enable',
      resume: true,
      maxSeconds: 60,
    });
    expect(read(`<enable ${sm} resume='true' max='soon'/>`)).to.deep.equal({ kind: 'enable', resume: true });
    expect(read(`<r ${sm}/>`)).to.deep.equal({ kind: 'request' });
    expect(read(`<a ${sm} h='4294967295'/>`)).to.deep.equal({ kind: 'acknowledge', h: 4_294_967_295 });
    expect(read(`<resume ${sm} h='2' previd='x'/>`)).to.deep.equal({ kind: 'resume', previd: 'x', h: 2 });
    expect(read(`<resume ${sm} h='2'/>`)).to.deep.equal({ kind: 'resume', previd: '', h: 2 });
  });

  it('leaves other namespaces to others', () => {
    expect(readManagement(parseDocument("<r xmlns='urn:xmpp:sm:2'/>"))).to.equal(undefined);
  });

  for (const text of [
    `<a ${sm}/>`,
    `<a ${sm} h='-1'/>`,
    `<a ${sm} h='4294967296'/>`,
    `<resume ${sm} previd='x' h='1.5'/>`,
    `<enabled ${sm}/>`,
  ]) {
    it(`ends the stream over ${text}`, () => {
      expect(() => readManagement(parseDocument(text))).to.throw(StreamError);
    });
  }
});

describe('failedAnswer', () => {
  it('has its condition in the namespace of stanza errors', () => {
    expect(failedAnswer('item-not-found')).to.equal(
      `<failed xmlns="urn:xmpp:sm:3"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></failed>`,
    );
  });
});
