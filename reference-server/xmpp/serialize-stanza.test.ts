import { expect } from 'chai';
import fc from 'fast-check';
import { childElements, type Element, element, sameElement } from '#xml';
import { jid, readElement } from './read.fixture.ts';
import { readStanza } from './read-stanza.ts';
import { serializeContent, serializeStanza } from './serialize-stanza.ts';
import { type Stanza, withChildren } from './stanza.ts';

describe('serializeStanza', () => {
  it('writes its fields, and repeats its children as they were written', () => {
    const stanza = read(
      `<message to="romeo@b.test" from="forged@a.test" unknown="1" id="m1" type="chat"><body >&#x68;i</body>
        <x:x xmlns:x="urn:x" a="1"/></message>`,
    );
    expect(serializeStanza(stanza)).to.equal(
      "<message from='juliet@a.test/balcony' to='romeo@b.test' id='m1' type='chat'>" +
        '<body >&#x68;i</body><x:x xmlns:x="urn:x" a="1"/></message>',
    );
  });

  it('leaves out the types that go without saying', () => {
    expect(serializeStanza(read('<message/>'))).to.equal("<message from='juliet@a.test/balcony'/>");
    expect(serializeStanza(read('<presence/>'))).to.equal("<presence from='juliet@a.test/balcony'/>");
    expect(serializeStanza(read("<presence type='subscribe'/>"))).to.equal(
      "<presence from='juliet@a.test/balcony' type='subscribe'/>",
    );
  });

  it('writes other addresses where they are given', () => {
    const stanza = read(
      "<message to='room@muc.a.test' type='groupchat' xml:lang='de'><body>hi</body></message>",
    );
    const spelling = { from: jid("room@muc.a.test/O'Hara & <co>"), to: jid('romeo@b.test/x') };
    expect(serializeStanza(stanza, spelling)).to.equal(
      "<message from='room@muc.a.test/O&apos;Hara &amp; &lt;co&gt;' to='romeo@b.test/x' type='groupchat' xml:lang='de'>" +
        '<body>hi</body></message>',
    );
  });

  it('writes children that were put in place of others', () => {
    const stanza = read("<message><body>hi</body><label xmlns='urn:l'>old</label></message>");
    const [body] = childElements(stanza.element);
    if (body === undefined) throw new Error('no body');
    const changed = withChildren(stanza, [body, element('urn:l', 'label', {}, ['new'])]);
    expect(serializeStanza(changed)).to.match(
      /^<message from='[^']+'><body>hi<\/body><label xmlns=.urn:l.>new<\/label>/,
    );
  });

  it('leaves out text between children', () => {
    expect(serializeStanza(read('<message>a<body>hi</body>b</message>'))).to.equal(
      "<message from='juliet@a.test/balcony'><body>hi</body></message>",
    );
  });

  it('takes content that was made before', () => {
    const stanza = read("<message type='groupchat'><body>hi</body></message>");
    expect(serializeStanza(stanza, { content: serializeContent(stanza) })).to.equal(serializeStanza(stanza));
  });

  const moves: [title: string, child: string, text: RegExp][] = [
    ['moves a child of the content namespace', '<body>a</body>', /^<body>a<\/body>$/],
    ['moves one that says its namespace', "<body xmlns='jabber:client'>a</body>", /^<body>a<\/body>$/],
    [
      'repeats a child that says its own namespace',
      "<l xmlns='urn:l'  a='1'/>",
      /^<l xmlns='urn:l' {2}a='1'\/>$/,
    ],
    [
      'keeps a stanza that was forwarded in the namespace it has',
      "<f xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'/></f>",
      /^<f xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'\/><\/f>$/,
    ],
    [
      'keeps what is inside a child with a prefix in the namespace it has',
      "<l:l xmlns:l='urn:l'><body/></l:l>",
      /^<l xmlns=.urn:l.><body xmlns=.jabber:client.\/><\/l>$/,
    ],
  ];
  for (const [title, child, text] of moves) {
    it(`${title}, into a stream between servers`, () => {
      expect(serializeContent(read(`<message>${child}</message>`), 'jabber:server')).to.match(text);
    });
  }

  it('writes what reads as the same stanza', () => {
    const attribute = fc.stringMatching(/^[ab<&>'" \t\né]*$/);
    const text = fc.stringMatching(/^[ab<&>'" é]+$/);
    fc.assert(
      fc.property(attribute, text, text, (id, body, value) => {
        const children = [element('jabber:client', 'body', {}, [body]), element('urn:x', 'x', { value })];
        const stanza: Stanza = {
          kind: 'message',
          type: 'chat',
          id,
          from: juliet,
          to: juliet,
          element: element('jabber:client', 'message', {}, children),
        };
        const again = read(serializeStanza(stanza));
        expect(again.id).to.equal(id);
        expect(sameElement(withoutFields(again.element), stanza.element)).to.equal(true);
      }),
    );
  });
});

const juliet = jid('juliet@a.test/balcony');

function withoutFields({ namespace, name, children }: Element): Element {
  return { namespace, name, attributes: {}, children };
}

function read(xml: string): Stanza {
  const stanza = readStanza(readElement(xml), juliet);
  if ('refused' in stanza) throw new Error(`no stanza: ${xml}`);
  return stanza;
}
