import { expect } from 'chai';
import { jid, readElement } from './read.fixture.ts';
import { isStanzaElement, readStanza } from './read-stanza.ts';

describe('readStanza', () => {
  it('reads what routing asks of a message', () => {
    const element = readElement(
      "<message to='Romeo@b.test/x' id='m1' type='chat' xml:lang='de'><body>hi</body></message>",
    );
    expect(readStanza(element, juliet, 'en')).to.deep.equal({
      kind: 'message',
      type: 'chat',
      id: 'm1',
      from: juliet,
      to: jid('romeo@b.test/x'),
      lang: 'de',
      element,
    });
  });

  it('takes the sender from the stream and not from the stanza', () => {
    const element = readElement("<message from='romeo@b.test'/>");
    expect(readStanza(element, juliet)).to.deep.equal({
      kind: 'message',
      type: 'normal',
      from: juliet,
      element,
    });
  });

  it('takes the language of the stream where the stanza has none', () => {
    const element = readElement('<presence/>');
    expect(readStanza(element, juliet, 'en')).to.deep.equal({
      kind: 'presence',
      type: 'available',
      from: juliet,
      lang: 'en',
      element,
    });
  });

  const types: [xml: string, type: string][] = [
    ['<message/>', 'normal'],
    ["<message type='headline'/>", 'headline'],
    ["<message type='toString'/>", 'normal'],
    ["<message type=''/>", 'normal'],
    ['<presence/>', 'available'],
    ["<presence type='unavailable'/>", 'unavailable'],
    ["<iq type='get' id='1'><x xmlns='y'/></iq>", 'get'],
    ["<iq type='result' id='1'/>", 'result'],
    ["<iq type='result' id='1'><x xmlns='y'/></iq>", 'result'],
    ["<iq type='error' id='1'><x xmlns='y'/><error type='auth'/></iq>", 'error'],
  ];
  for (const [xml, type] of types) {
    it(`reads ${xml} as ${type}`, () => {
      expect(readStanza(readElement(xml), juliet)).to.deep.include({ type, from: juliet });
      expect(readStanza(readElement(xml), juliet)).not.to.have.property('refused');
    });
  }

  const refusals: [xml: string, refusal: object][] = [
    ["<iq type='get'><x xmlns='y'/></iq>", { kind: 'iq', type: 'get', refused: 'bad-request' }],
    ["<iq type='get' id=''><x xmlns='y'/></iq>", { kind: 'iq', type: 'get', id: '', refused: 'bad-request' }],
    ["<iq id='1'><x xmlns='y'/></iq>", { kind: 'iq', type: '', id: '1', refused: 'bad-request' }],
    [
      "<iq id='1' type='put'><x xmlns='y'/></iq>",
      { kind: 'iq', type: 'put', id: '1', refused: 'bad-request' },
    ],
    ["<iq id='1' type='set'/>", { kind: 'iq', type: 'set', id: '1', refused: 'bad-request' }],
    ["<iq id='1' type='set'>text</iq>", { kind: 'iq', type: 'set', id: '1', refused: 'bad-request' }],
    ["<iq id='1' type='get'><x/><x/></iq>", { kind: 'iq', type: 'get', id: '1', refused: 'bad-request' }],
    [
      "<iq id='1' type='result'><x/><x/></iq>",
      { kind: 'iq', type: 'result', id: '1', refused: 'bad-request' },
    ],
    ["<iq id='1' type='error'/>", { kind: 'iq', type: 'error', id: '1', refused: 'bad-request' }],
    ["<presence type='available'/>", { kind: 'presence', type: 'available', refused: 'bad-request' }],
    ["<presence type='away'/>", { kind: 'presence', type: 'away', refused: 'bad-request' }],
    [
      "<message to='@b.test' id='1'/>",
      { kind: 'message', type: 'normal', id: '1', refused: 'jid-malformed' },
    ],
    ["<message to=''/>", { kind: 'message', type: 'normal', refused: 'jid-malformed' }],
    ["<iq to='a b@c.test'/>", { kind: 'iq', type: '', refused: 'jid-malformed' }],
  ];
  for (const [xml, refusal] of refusals) {
    it(`refuses ${xml}`, () => {
      expect(readStanza(readElement(xml), juliet)).to.deep.equal({ ...refusal, from: juliet });
    });
  }
});

describe('isStanzaElement', () => {
  it('knows the three kinds in the content namespace, and nothing else', () => {
    const elements = [
      '<message/>',
      '<presence/>',
      '<iq/>',
      '<message xmlns="jabber:server"/>',
      '<body/>',
    ].map(readElement);
    expect(elements.map((element) => isStanzaElement(element, 'jabber:client'))).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

const juliet = jid('juliet@a.test/balcony');
