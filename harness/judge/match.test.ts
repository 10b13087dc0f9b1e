import { expect } from 'chai';
import type { SeenStanza } from './evidence.ts';
import { equivalentLabel, isFixture, labelName } from './label-names.ts';
import { readSeenLabel, sameLabel, seenLabels } from './labels.ts';
import { markingFlaws } from './marking-form.ts';
import { errorFlaws, labelledInside } from './match.ts';
import { readStanza } from './read-stanza.ts';
import { fixtures } from './transcript.fixture.ts';

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

  it('takes what a sender hears of an absent recipient, where that is as good', () => {
    const absent = `<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>`;
    const found = (error: string, asAbsent: boolean): string[] =>
      errorFlaws(
        seen(`<message type='error'>${error}</error></message>`),
        { sent, sender },
        { asAbsent },
      ).map((flaw) => flaw.claim);
    expect(found(absent, true)).to.deep.equal([]);
    expect(found(inside, true)).to.deep.equal([]);
    expect(found(absent, false)).to.have.length(2);
    const label = `<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel>`;
    expect(found(`${absent}</error>${label}<error type='cancel'>`, true)).to.have.length.greaterThan(0);
    expect(found(`<error type='cancel'>`, true)).to.have.length.greaterThan(0);
  });

  it("finds the label's marking in the text", () => {
    const text = `<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>not cleared for SECRET</text>`;
    expect(flaws(`<message type='error'>${inside}${text}</error></message>`)).to.deep.equal([
      'the error repeats nothing of the message (ERR-02): it repeats the label or its marking',
    ]);
  });

  it('finds what a binding says in the text', () => {
    const bound = seen(`<message id='m'>${fixtures.labelElement('A-S', 'stanag4778')}</message>`);
    const text = `<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>not cleared for SECRET</text>`;
    const error = seen(`<message type='error'>${inside}${text}</error></message>`);
    expect(errorFlaws(error, { sent: bound, sender }).map((flaw) => flaw.seen)).to.deep.equal([
      'it repeats the label or its marking',
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

  it('takes the pairs of type and condition that a profile accepts, and no other', () => {
    const error = seen(`<message type='error'>${inside}</error></message>`);
    const pairs = (...accepts: string[]): unknown =>
      errorFlaws(error, { sent, sender }, { accepts }).map(
        ({ claim, seen: what }) => `${claim}: ${what ?? ''}`,
      );
    expect(pairs('modify/bad-request', 'auth/forbidden')).to.deep.equal([]);
    expect(pairs('modify/forbidden')).to.deep.equal(['the error is modify/forbidden: it is auth/forbidden']);
    const bare = seen("<message type='error'><error/></message>");
    expect(errorFlaws(bare, { sent, sender }, { accepts: ['auth/forbidden'] }).at(-1)?.seen).to.equal(
      'it is missing/none',
    );
    expect(
      errorFlaws(seen("<message type='error'/>"), { sent, sender }, { accepts: ['auth/forbidden'] }),
    ).to.have.lengthOf(1);
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
    const attributes = (text: string): ReturnType<typeof readSeenLabel> =>
      label(`<label><x xmlns='urn:x' ${text}/></label>`);
    expect(sameLabel(attributes("a='1' b='2'"), attributes("b='2' a='1'"))).to.equal(true);
    expect(sameLabel(attributes("a='1'"), attributes("a='2'"))).to.equal(false);
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

describe('seenLabels', () => {
  const stanza = (content: string): ReturnType<typeof readStanza> =>
    readStanza(`<message>${content}</message>`);
  const kinds = (content: string): string[] => seenLabels(stanza(content)).map(({ kind }) => kind);
  const bound = fixtures.labelElement('A-S', 'stanag4778');

  it('reads the label of a security label and of a binding, in this order', () => {
    const both = stanza(`${bound}${fixtures.labelElement('A-U')}`);
    expect(
      seenLabels(both).map((one) => ['A-U', 'A-S'].filter((name) => isFixture(fixtures, one, name))),
    ).to.deep.equal([['A-U'], ['A-S']]);
    expect(labelName(fixtures, stanza(bound))).to.equal('A-S');
    expect(labelName(fixtures, stanza('<body/>'))).to.equal('none');
  });

  it('finds no label in a binding of something else', () => {
    expect(kinds(bound.replace("URI=''", "URI='#other'"))).to.deep.equal([]);
  });

  it('cannot read a binding of another version, or with two labels of the originator', () => {
    expect(kinds(bound.replace('xmpp:1:0', 'xmpp:9:9'))).to.deep.equal(['unreadable']);
    const second = `<Metadata>${fixtures.labelText('A-U', 'stanag4774')}</Metadata><DataReference`;
    expect(kinds(bound.replace('<DataReference', second))).to.deep.equal(['unreadable']);
  });
});

describe('equivalentLabel', () => {
  const [inEss, in4774, bound, other] = (
    [
      ['A-S', 'ess'],
      ['A-S', 'stanag4774'],
      ['A-S', 'stanag4778'],
      ['A-R', 'stanag4774'],
    ] as const
  ).flatMap(([name, syntax]) =>
    seenLabels(readStanza(`<message>${fixtures.labelElement(name, syntax)}</message>`)),
  );

  it('takes the spellings of one fixture for one label', () => {
    if (!inEss || !in4774 || !bound || !other) throw new Error('a fixture is not read');
    expect([
      sameLabel(inEss, in4774),
      equivalentLabel(fixtures, inEss, in4774),
      equivalentLabel(fixtures, in4774, bound),
      equivalentLabel(fixtures, inEss, other),
      isFixture(fixtures, bound, 'A-S'),
      isFixture(fixtures, bound, 'A-R'),
      isFixture(fixtures, { kind: 'empty' }, 'empty'),
      isFixture(fixtures, { kind: 'empty' }, 'A-S'),
    ]).to.deep.equal([false, true, true, false, true, false, true, false]);
  });
});

describe('markingFlaws', () => {
  const flaws = (marking: string): string[] => {
    const label = readStanza(
      `<securitylabel xmlns='urn:xmpp:sec-label:0'>${marking}<label/></securitylabel>`,
    );
    return markingFlaws(label).map(({ claim, seen: what }) => `${claim}: ${what}`);
  };

  it('finds nothing in plain text with colours, nor in a label without a marking', () => {
    expect(flaws(`<displaymarking fgcolor='black' bgcolor='#00ff00'>SECRET</displaymarking>`)).to.deep.equal(
      [],
    );
    expect(flaws('')).to.deep.equal([]);
  });

  it('finds elements, emptiness and what is no colour', () => {
    expect(flaws('<displaymarking><b/>SECRET</displaymarking>')).to.deep.equal([
      'a marking is plain text (MARK-01): it holds <b/>',
    ]);
    expect(flaws(`<displaymarking bgcolor='red;x'> </displaymarking>`)).to.deep.equal([
      'a marking says something (MARK-01): it is empty',
      "a marking's bgcolor is a colour (MARK-01): it is `red;x`",
    ]);
  });
});

function seen(raw: string): SeenStanza {
  return { n: 1, at: 0, actor: 'tess', direction: 'received', raw, step: 0, element: readStanza(raw) };
}
