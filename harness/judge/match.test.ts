import { expect } from 'chai';
import type { SeenStanza } from './evidence.ts';
import { readSeenLabel, sameLabel } from './labels.ts';
import { errorFlaws, labelledInside } from './match.ts';
import { readStanza } from './read-stanza.ts';

const sender = 'u-ts@a.test/h';
const sent = seen(
  `<message id='m' to='u-r@a.test'><body>text</body><securitylabel xmlns='urn:xmpp:sec-label:0'><displaymarking>SECRET</displaymarking><label/></securitylabel></message>`,
);

describe('errorFlaws', () => {
  const flaws = (error: string, to?: string): string[] =>
    errorFlaws(seen(error), { sent, sender, ...(to !== undefined && { to }) }).map(
      ({ claim, seen: what }) => `${claim}: ${what ?? ''}`,
    );
  const inside = `<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>`;

  it('finds nothing in a plain refusal, from the account itself too', () => {
    expect(
      flaws(
        `<message type='error' from='u-r@a.test' to='${sender}'>${inside}</error></message>`,
        'u-r@a.test',
      ),
    ).to.deep.equal([]);
    expect(flaws(`<message type='error'>${inside}</error></message>`)).to.deep.equal([]);
    expect(flaws(`<message type='error' from='a.test'>${inside}</error></message>`)).to.deep.equal([]);
  });

  it("finds the label's marking in the text", () => {
    const text = `<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>not cleared for SECRET</text>`;
    expect(flaws(`<message type='error'>${inside}${text}</error></message>`)).to.deep.equal([
      'the error repeats nothing of the message (ERR-02): it repeats the label or its marking',
    ]);
  });

  it('says that an error without a type or without <error/> is none', () => {
    expect(
      flaws(
        `<message type='error'><error><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      ),
    ).to.deep.equal(["the error's type is auth or modify (ERR-08): it is missing"]);
    expect(flaws(`<message type='error'/>`)).to.deep.equal([
      'there is one <error/> in it (ERR-01): there are 0',
    ]);
  });

  it('looks for labels in what cannot be read', () => {
    expect(flaws(`<message><BindingData>`)).to.deep.equal([
      'the error holds no label (ERR-03): there is one in it',
    ]);
    expect(flaws(`<message>`)).to.deep.equal([]);
    expect(labelledInside(seen(`<message><x><BindingData xmlns='urn:any'/></x></message>`))).to.equal(true);
  });

  it('finds nothing of a stanza that cannot itself be read', () => {
    const error = seen(`<message type='error'>${inside}</error></message>`);
    expect(errorFlaws(error, { sent: seen('<message>'), sender })).to.deep.equal([]);
  });
});

describe('sameLabel', () => {
  const label = (inner: string): ReturnType<typeof readSeenLabel> => {
    return readSeenLabel(readStanza(`<securitylabel xmlns='urn:xmpp:sec-label:0'>${inner}</securitylabel>`));
  };
  const ess = (text: string): ReturnType<typeof readSeenLabel> =>
    label(`<label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>${text}</esssecuritylabel></label>`);

  it('compares what labels say', () => {
    expect(sameLabel(ess('MRACAQQGCysGAQQBgf1ZggIB'), ess('MRAGCysGAQQBgf1ZggIBAgEE'))).to.equal(true);
    expect(sameLabel(ess('MRACAQQGCysGAQQBgf1ZggIB'), ess('MRACAQMGCysGAQQBgf1ZggIB'))).to.equal(false);
    expect(sameLabel(ess('MRACAQQGCysGAQQBgf1ZggIB'), ess('MRACAQQGCysGAQQBgf1ZggIC'))).to.equal(false);
    expect(sameLabel(ess('MQMCAQQ='), ess('MRACAQQGCysGAQQBgf1ZggIB'))).to.equal(false);
  });

  it('compares categories whatever their order, and each of their values', () => {
    const rel12 = 'MToCAQQGCysGAQQBgf1ZggIBMSgwJoAKYIZIAWUCAQgDAaEYMBYGDCsGAQQBgf1ZggIBATEGAgEBAgEC';
    const rel3 = 'MTcCAQQGCysGAQQBgf1ZggIBMSUwI4AKYIZIAWUCAQgDAaEVMBMGDCsGAQQBgf1ZggIBATEDAgED';
    expect(sameLabel(ess(rel12), ess(rel3))).to.equal(false);
  });

  it('compares what no codec reads by its characters', () => {
    expect(sameLabel(ess('!'), ess(' !\n'))).to.equal(true);
    expect(sameLabel(ess('!'), ess('?'))).to.equal(false);
    expect(
      sameLabel(
        label(`<label><x xmlns='urn:x'><y/></x></label>`),
        label(`<label><x xmlns='urn:x'><y/></x></label>`),
      ),
    ).to.equal(true);
  });

  it('tells the empty label, two labels and no label apart', () => {
    expect(sameLabel(label('<label/>'), label('<label/>'))).to.equal(true);
    expect(sameLabel(label('<label/>'), ess('!'))).to.equal(false);
    expect(label('').kind).to.equal('unreadable');
    expect(label('<label/><label/>').kind).to.equal('unreadable');
    expect(label(`<label><a xmlns='a'/><b xmlns='b'/></label>`).kind).to.equal('unreadable');
  });
});

function seen(raw: string): SeenStanza {
  return { n: 1, at: 0, actor: 'tess', direction: 'received', raw, step: 0, element: readStanza(raw) };
}
