import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { Dialogue } from './dialogue.ts';

describe('Dialogue', () => {
  const headerOf = (lang?: string): string => {
    const socket = new PassThrough();
    const sent: string[] = [];
    socket.write = (text: unknown): boolean => sent.push(String(text)) > 0;
    const dialogue = new Dialogue(socket, 'a.test', new AbortController().signal, lang);
    dialogue.open().catch(() => undefined);
    dialogue.release();
    return sent.join('');
  };
  const namespaces = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'";

  it('opens a stream in the language that it is given', () => {
    expect(headerOf('fr')).to.equal(
      `<?xml version='1.0'?><stream:stream ${namespaces} to='a.test' version='1.0' xml:lang='fr'>`,
    );
  });

  it('says nothing of a language where there is none', () => {
    expect(headerOf()).to.equal(
      `<?xml version='1.0'?><stream:stream ${namespaces} to='a.test' version='1.0'>`,
    );
  });
});
