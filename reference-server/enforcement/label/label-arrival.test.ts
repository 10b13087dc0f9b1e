import { expect } from 'chai';
import { serialize } from '#xml';
import { label, now, read } from '../../policy/fixtures.contract.ts';
import type { Stanza } from '../../xmpp/index.ts';
import { readElement } from '../../xmpp/read.fixture.ts';
import { ess, essNames, labelledMessage, message, rules, securityLabel } from '../rules.fixture.ts';
import type { Rules } from '../rules.ts';
import { labelArrival } from './label-arrival.ts';

/** What came of a message: the label that counts and its equivalents, or the refusal. */
function arrivalOf(stanza: Stanza, under: Rules = rules()): unknown {
  const ruling = labelArrival({ stanza, sender: stanza.from }, under);
  if (!ruling.allowed) return ruling;
  const { label: counted, equivalents } = ruling.message;
  return { label: counted, equivalents };
}

function deliveredAs(stanza: Stanza, under: Rules): string {
  const ruling = labelArrival({ stanza, sender: stanza.from }, under);
  return ruling.allowed ? written(ruling.message.stanza) : 'refused';
}

/** With one kind of quote, so that a test can compare. */
function written({ element }: Stanza): string {
  return serialize(element, 'jabber:client').replaceAll('"', "'");
}

const malformed = (text: string): unknown => ({
  allowed: false,
  kind: 'malformed',
  check: 'label',
  reasons: [{ kind: 'unreadable-label', message: text }],
});

const denied = (...reasons: readonly unknown[]): unknown => ({
  allowed: false,
  kind: 'denied',
  check: 'label',
  reasons,
});

/** A clock that goes once. */
function failingAfterOne(): () => Date {
  let asked = 0;
  return () => {
    asked += 1;
    if (asked > 1) throw new Error('no clock');
    return now;
  };
}

describe('labelArrival', () => {
  it('takes the label that the message carries', () => {
    expect(arrivalOf(labelledMessage('A-S'))).to.deep.equal({ label: label('A-S'), equivalents: [] });
  });

  it('takes the default label for a message without one', () => {
    expect(arrivalOf(labelledMessage('unlabelled'), rules({ defaultLabel: 'A-R' }))).to.deep.equal({
      label: label('A-R'),
      equivalents: [],
    });
  });

  it('takes the default label for an empty label, which asks for it', () => {
    const empty = message("<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel>");
    expect(arrivalOf(empty, rules({ defaultLabel: 'A-R' }))).to.deep.equal({
      label: label('A-R'),
      equivalents: [],
    });
    expect(arrivalOf(empty, rules({ defaultLabel: 'none' }))).to.have.property('kind', 'unlabelled');
  });

  it('refuses a message without a label where there is no default', () => {
    expect(arrivalOf(labelledMessage('unlabelled'), rules({ defaultLabel: 'none' }))).to.deep.equal({
      allowed: false,
      kind: 'unlabelled',
      check: 'label',
      reasons: [{ kind: 'no-label' }],
    });
  });

  describe('refuses as malformed', () => {
    it('two labels, also where they are the same', () => {
      expect(arrivalOf(message(securityLabel('A-U').repeat(2)))).to.deep.equal(
        malformed('more than one label'),
      );
    });

    it('a securitylabel without a label', () => {
      expect(arrivalOf(message("<securitylabel xmlns='urn:xmpp:sec-label:0'/>"))).to.deep.equal(
        malformed('securitylabel without a label'),
      );
    });

    for (const name of essNames('malformed')) {
      it(`${name}, and never takes the default in its place`, () => {
        expect(arrivalOf(labelledMessage(name))).to.deep.include({ kind: 'malformed', check: 'label' });
      });
    }
  });

  describe('refuses as denied', () => {
    for (const name of [
      'X-U',
      'A class 77',
      'A-S REL9',
      'A-S tag set 77',
      'A-U ALPHA',
      'A-C BRAVO',
      'no policy',
    ]) {
      it(`${name}, and says why in the audit`, () => {
        expect(arrivalOf(labelledMessage(name))).to.deep.equal(denied(...[read(name)].flat()));
      });
    }

    it('a label in a syntax that nobody here reads', () => {
      const foreign = "<label><Security xmlns='urn:us:gov:ic:ism:v2'/></label>";
      expect(
        arrivalOf(message(`<securitylabel xmlns='urn:xmpp:sec-label:0'>${foreign}</securitylabel>`)),
      ).to.deep.equal(denied({ kind: 'unknown-part', part: 'syntax urn:us:gov:ic:ism:v2' }));
    });
  });

  it('looks at direct children in its namespace alone: anything else is as good as none', () => {
    const hidden = message(`<x xmlns='urn:example:0'>${securityLabel('A-U')}</x>`);
    const foreign = message("<securitylabel xmlns='urn:xmpp:sec-label:1'><label/></securitylabel>");
    for (const stanza of [hidden, foreign]) {
      expect(arrivalOf(stanza, rules({ defaultLabel: 'none' }))).to.have.property('kind', 'unlabelled');
    }
  });

  it('reads the same text anew where another default namespace changes what it means', () => {
    const text = `<s:securitylabel xmlns:s='urn:xmpp:sec-label:0'><s:label><esssecuritylabel>MRACAQEGCysGAQQBgf1ZggIB</esssecuritylabel></s:label></s:securitylabel>`;
    const under = rules();
    const meant = message('<body/>');
    const inEss = `<c:message xmlns:c='jabber:client' xmlns='urn:xmpp:sec-label:ess:0'>${text}</c:message>`;
    const stanza = (xml: string): Stanza => ({ ...meant, element: readElement(xml) });
    expect(arrivalOf(stanza(inEss), under)).to.have.property('label');
    expect(arrivalOf(stanza(`<message>${text}</message>`), under)).to.have.property('kind', 'denied');
  });

  it('passes a mistake of ours on: whoever asked refuses the message', () => {
    const broken = rules({
      now: () => {
        throw new Error('no clock');
      },
    });
    expect(() => arrivalOf(labelledMessage('A-S'), broken)).to.throw('no clock');
    const once = rules({ now: failingAfterOne() });
    expect(() => arrivalOf(labelledMessage('A-S'), once)).to.throw('no clock');
  });

  describe('with equivalents', () => {
    const claims = (primary: string, ...equivalents: readonly string[]): Stanza =>
      message(
        securityLabel(
          primary,
          '',
          equivalents.map((each) => `<equivalentlabel>${each}</equivalentlabel>`).join(''),
        ),
      );

    it('keeps those that the policy makes of the label', () => {
      expect(arrivalOf(claims('A-S', ess('B-S')))).to.deep.equal({
        label: label('A-S'),
        equivalents: [label('B-S')],
      });
    });

    it('refuses one that says something else, of another policy or of its own', () => {
      for (const [primary, claimed] of [
        ['A-TS', 'B-U'],
        ['A-S', 'B-R'],
        ['A-S', 'A-U'],
        ['A-S ALPHA', 'B-S'],
      ] as const) {
        expect(arrivalOf(claims(primary, ess(claimed))), `${primary} = ${claimed}`).to.deep.include({
          kind: 'malformed',
          reasons: [{ kind: 'equivalent-not-verified', label: label(claimed).classification.name }],
        });
      }
    });

    it('lets one that nobody here knows count for nothing', () => {
      expect(
        arrivalOf(claims('A-S', ess('X-S'), "<Security xmlns='urn:us:gov:ic:ism:v2'/>", '')),
      ).to.deep.equal({ label: label('A-S'), equivalents: [] });
    });

    it('refuses one that cannot be read', () => {
      expect(arrivalOf(claims('A-S', ess('ess-truncated')))).to.have.property('kind', 'malformed');
    });
  });

  describe('with a display marking', () => {
    const marked = (text: string): Stanza =>
      message(securityLabel('A-S', `<displaymarking fgcolor='black' bgcolor='red'>${text}</displaymarking>`));

    it('leaves any as it came in mode preserve', () => {
      const lie = marked('UNCLASSIFIED');
      expect(deliveredAs(lie, rules())).to.equal(written(lie));
      expect(arrivalOf(lie)).to.deep.equal({ label: label('A-S'), equivalents: [] });
    });

    it('refuses a wrong one in mode verify, and lets a right one or none be', () => {
      const verify = rules({ marking: 'verify' });
      expect(arrivalOf(marked('UNCLASSIFIED'), verify)).to.deep.include({ kind: 'marking', check: 'label' });
      for (const stanza of [marked('SECRET'), labelledMessage('A-S')]) {
        expect(deliveredAs(stanza, verify)).to.equal(written(stanza));
      }
    });

    it("writes the policy's in mode rewrite, and keeps all else", () => {
      const rewrite = rules({ marking: 'rewrite' });
      const wanted = `<securitylabel xmlns='urn:xmpp:sec-label:0'><displaymarking fgcolor='black' bgcolor='red'>SECRET</displaymarking><label>${ess('A-S')}</label></securitylabel>`;
      expect(deliveredAs(marked('UNCLASSIFIED'), rewrite)).to.include(wanted);
      expect(deliveredAs(labelledMessage('A-S'), rewrite))
        .to.include('<body>hi</body>')
        .and.include(wanted);
      const equivalent = `<equivalentlabel>${ess('B-S')}</equivalentlabel>`;
      const unknown = `<equivalentlabel>${ess('X-S')}</equivalentlabel>`;
      expect(deliveredAs(message(securityLabel('A-S', '', equivalent + unknown)), rewrite)).to.include(
        `</label>${equivalent}${unknown}</securitylabel>`,
      );
      const right = marked('SECRET');
      expect(deliveredAs(right, rewrite)).to.equal(written(right));
    });
  });

  describe('in mode stamp', () => {
    const stamp = rules({ stamp: true });
    const stamped = `<securitylabel xmlns='urn:xmpp:sec-label:0'><displaymarking fgcolor='white' bgcolor='green'>UNCLASSIFIED</displaymarking><label>${ess('A-U')}</label></securitylabel>`;

    it('writes the default label on a message without one, and in place of an empty one', () => {
      expect(deliveredAs(labelledMessage('unlabelled'), stamp)).to.equal(
        `<message to='romeo@a.test' type='chat' id='m1'><body>hi</body>${stamped}</message>`,
      );
      const empty = "<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel>";
      expect(deliveredAs(message(empty), stamp)).to.equal(
        `<message to='romeo@a.test' type='chat' id='m1'>${stamped}</message>`,
      );
    });

    it('leaves a message with a label alone', () => {
      const labelled = labelledMessage('A-S');
      expect(deliveredAs(labelled, stamp)).to.equal(written(labelled));
    });
  });
});
