import { expect } from 'chai';
import { element } from '#xml';
import { jid } from './read.fixture.ts';
import { serializeStanza } from './serialize-stanza.ts';
import type { Stanza } from './stanza.ts';
import { conditionOf, errorReply, stanzaConditions, withOnlyError } from './stanza-error.ts';

describe('errorReply', () => {
  it('answers with the id, the addresses swapped and one error, and repeats nothing', () => {
    const reply = errorReply(labelled, {
      condition: 'forbidden',
      text: 'not allowed here',
      application: element('urn:example:cmbac:0', 'denied'),
      by: 'a.test',
    });
    expect(reply).to.deep.equal({
      kind: 'message',
      type: 'error',
      id: 'm1',
      from: romeo,
      to: juliet,
      element: element('jabber:client', 'message', {}, [
        element('jabber:client', 'error', { type: 'auth', by: 'a.test' }, [
          element('urn:ietf:params:xml:ns:xmpp-stanzas', 'forbidden'),
          element(
            'urn:ietf:params:xml:ns:xmpp-stanzas',
            'text',
            { '{http://www.w3.org/XML/1998/namespace}lang': 'en' },
            ['not allowed here'],
          ),
          element('urn:example:cmbac:0', 'denied'),
        ]),
      ]),
    });
  });

  it('is written as RFC 6120 §8.3.2 shows it', () => {
    const reply = errorReply(labelled, { condition: 'policy-violation', text: 'no' });
    expect(reply && serializeStanza(reply).replaceAll('"', "'")).to.equal(
      "<message from='romeo@b.test' to='juliet@a.test/balcony' id='m1' type='error'><error type='modify'>" +
        "<policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" +
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>no</text></error></message>",
    );
  });

  it('takes another type than the usual one', () => {
    const reply = errorReply(labelled, { condition: 'forbidden', type: 'modify' });
    expect(reply?.element.children).to.deep.equal([
      element('jabber:client', 'error', { type: 'modify' }, [
        element('urn:ietf:params:xml:ns:xmpp-stanzas', 'forbidden'),
      ]),
    ]);
  });

  it('answers for the account of the sender where the stanza was for nobody', () => {
    const reply = errorReply({ kind: 'iq', type: 'get', from: juliet }, { condition: 'bad-request' });
    expect(reply?.from).to.deep.equal(jid('juliet@a.test'));
    expect(reply).not.to.have.property('id');
  });

  const unanswered: Pick<Stanza, 'kind' | 'type'>[] = [
    { kind: 'message', type: 'error' },
    { kind: 'presence', type: 'error' },
    { kind: 'iq', type: 'error' },
    { kind: 'iq', type: 'result' },
  ];
  for (const { kind, type } of unanswered) {
    it(`never answers ${kind} of type ${type}`, () => {
      expect(errorReply({ ...labelled, kind, type }, { condition: 'forbidden' })).to.equal(undefined);
    });
  }

  it('answers every other kind and type', () => {
    for (const type of ['get', 'set', '']) {
      expect(errorReply({ kind: 'iq', type, from: juliet }, { condition: 'bad-request' })?.type).to.equal(
        'error',
      );
    }
    expect(
      errorReply({ kind: 'message', type: 'groupchat', from: juliet }, { condition: 'forbidden' }),
    ).to.be.an('object');
  });
});

describe('stanzaConditions', () => {
  it('holds the 22 conditions of RFC 6120 §8.3.3', () => {
    expect(Object.keys(stanzaConditions)).to.have.length(22);
  });
});

describe('withOnlyError', () => {
  it('keeps the error and nothing else of an error stanza', () => {
    const error = element('jabber:client', 'error', { type: 'auth' });
    const bounced = bounce([element('jabber:client', 'body', {}, ['secret']), error, error]);
    expect(withOnlyError(bounced)).to.deep.equal(bounce([error]));
  });

  it('leaves an error stanza without an error empty', () => {
    expect(withOnlyError(bounce([element('jabber:client', 'body')]))).to.deep.equal(bounce([]));
  });
});

describe('conditionOf', () => {
  it('finds the defined condition, whatever stands before it', () => {
    const reply = errorReply(labelled, { condition: 'not-acceptable', text: 'no' });
    expect(reply && conditionOf(reply)).to.equal('not-acceptable');
  });

  it('knows no condition that is not defined, nor one in another namespace', () => {
    const unknown = element('urn:ietf:params:xml:ns:xmpp-stanzas', 'toString');
    const elsewhere = element('urn:x', 'forbidden');
    expect(conditionOf(bounce([element('jabber:client', 'error', {}, [unknown, elsewhere])]))).to.equal(
      'undefined-condition',
    );
    expect(conditionOf(bounce([]))).to.equal(undefined);
  });
});

const juliet = jid('juliet@a.test/balcony');
const romeo = jid('romeo@b.test');

const labelled: Stanza = {
  kind: 'message',
  type: 'chat',
  id: 'm1',
  from: juliet,
  to: romeo,
  lang: 'de',
  element: element('jabber:client', 'message', {}, [
    element('jabber:client', 'body', {}, ['secret']),
    element('urn:xmpp:sec-label:0', 'securitylabel'),
  ]),
};

function bounce(children: Stanza['element']['children']): Stanza {
  return {
    kind: 'message',
    type: 'error',
    from: romeo,
    to: juliet,
    element: element('jabber:client', 'message', {}, children),
  };
}
