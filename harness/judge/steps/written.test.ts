import { expect } from 'chai';
import type { SeenStanza } from '../evidence.ts';
import { readStanza } from '../read-stanza.ts';
import { writtenFlaws } from './written.ts';

const label = (ess: string, marking = '', equivalent = ''): string =>
  `<securitylabel xmlns='urn:xmpp:sec-label:0'>${marking}<label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>${ess}</esssecuritylabel></label>${equivalent}</securitylabel>`;

function judged(sent: string, copy: string): string[] {
  const seen: SeenStanza = {
    n: 7,
    at: 0,
    actor: 'rita',
    direction: 'received',
    raw: copy,
    step: 0,
    element: readStanza(`<message>${copy}</message>`),
  };
  return writtenFlaws(readStanza(`<message>${sent}</message>`), seen).map(
    ({ outcome, seen: found }) => found ?? outcome,
  );
}

describe('writtenFlaws', () => {
  it('holds where the label is the same, whichever quotes and prefixes it is written with', () => {
    const other = `<s:securitylabel xmlns:s="urn:xmpp:sec-label:0"><s:label><esssecuritylabel xmlns="urn:xmpp:sec-label:ess:0">MQ==</esssecuritylabel></s:label></s:securitylabel>`;
    expect(judged(label('MQ=='), other)).to.deep.equal(['passed']);
  });

  it('does not compare markings', () => {
    const marking = `<displaymarking fgcolor='black'>SECRET</displaymarking>`;
    expect(judged(label('MQ==', marking), label('MQ=='))).to.deep.equal(['passed']);
    expect(judged(label('MQ=='), label('MQ==', marking))).to.deep.equal(['passed']);
  });

  it('finds white space in a label, and another equivalent', () => {
    expect(judged(label('MQ=='), label('MQ ==')).join()).to.contain('text');
    const equivalent = (ess: string): string => `<equivalentlabel><e xmlns='e'>${ess}</e></equivalentlabel>`;
    expect(judged(label('MQ==', '', equivalent('A')), label('MQ==', '', equivalent('B'))).join()).to.contain(
      'text',
    );
  });

  it('compares bindings as they are, and misses labels that are gone or came on top', () => {
    const binding = `<BindingData xmlns='b'><x/></BindingData>`;
    expect(judged(binding, binding)).to.deep.equal(['passed']);
    expect(judged(binding, `<BindingData xmlns='b'><y/></BindingData>`).join()).to.contain('not');
    expect(judged(label('MQ=='), '')).to.deep.equal(['there are 0 in place of 1']);
    expect(judged(label('MQ=='), label('MQ==') + binding)).to.deep.equal(['there are 2 in place of 1']);
  });
});
