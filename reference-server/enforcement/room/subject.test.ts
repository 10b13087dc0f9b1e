import { expect } from 'chai';
import { serializeStanza } from '../../xmpp/index.ts';
import type { FaultName } from '../faults/faults.ts';
import { type RulesWish, rules, securityLabel, stanza } from '../rules.fixture.ts';
import { unlimitedRoom } from './room-rules.ts';
import { admitSubject, isSubjectChange } from './subject.ts';

const rooms: RulesWish = { rooms: { 'ops@muc.a.test': unlimitedRoom } };
const said = (content: string, attributes = "to='ops@muc.a.test' type='groupchat' id='s1'") =>
  stanza(`<message ${attributes}>${content}</message>`);

/** What is handed on, or why nothing is; `message`: it is none. */
function fate(content: string, wish: RulesWish = {}, attributes?: string): string {
  const ruling = admitSubject(said(content, attributes), rules({ ...rooms, ...wish }));
  if (ruling === undefined) return 'message';
  return ruling.allowed ? serializeStanza(ruling.message.stanza).replaceAll('"', "'") : ruling.kind;
}

const handedOn = (content: string, more = " id='s1' type='groupchat'"): string =>
  `<message from='juliet@a.test/balcony' to='ops@muc.a.test'${more}>${content}</message>`;

describe('admitSubject', () => {
  it('makes it anew from its text and language', () => {
    const sent =
      "<subject a='secret'>hi<b xmlns='urn:x'>x</b> there</subject><more xmlns='urn:x'>secret</more>";
    expect(fate(sent)).to.equal(handedOn('<subject>hi there</subject>'));
    expect(fate("<subject xml:lang='de'>hi</subject>")).to.equal(
      handedOn('<subject>hi</subject>', " id='s1' type='groupchat' xml:lang='de'"),
    );
    const german = "to='ops@muc.a.test' type='groupchat' xml:lang='de'";
    expect(fate('<subject/>', {}, german)).to.equal(
      handedOn('<subject/>', " type='groupchat' xml:lang='de'"),
    );
  });

  for (const attribute of ['id', 'xml:lang'])
    it(`leaves out ${attribute} of more than 64 letters`, () => {
      const at = (length: number): string =>
        fate('<subject/>', {}, `to='ops@muc.a.test' type='groupchat' ${attribute}='${'i'.repeat(length)}'`);
      const written = [64, 65].map((length) => at(length).includes(` ${attribute}=`));
      expect(written).to.deep.equal([true, false]);
    });

  it('refuses one with a label', () => {
    expect(fate(`<subject>hi</subject>${securityLabel('A-U')}`)).to.equal('malformed');
  });

  it('leaves to the checks what is none, or where the mode says so', () => {
    expect(fate('<body>hi</body>')).to.equal('message');
    expect(fate('<subject>hi</subject>', { subject: 'enforce' })).to.equal('message');
  });

  it('is broken by its faults', () => {
    const labelled = `<subject>hi</subject>${securityLabel('A-U')}`;
    const broken = (fault: FaultName, content: string): string => fate(content, { faults: [fault] });
    expect(broken('muc.subject', '<subject>hi</subject>')).to.equal('message');
    expect(broken('muc.subject-default', labelled)).to.equal('message');
    expect(broken('muc.subject-label', labelled)).to.include('<securitylabel');
    expect(broken('muc.subject-body', '<subject>hi</subject><body>secret</body>')).to.equal(
      handedOn('<subject>hi</subject>'),
    );
  });
});

describe('isSubjectChange', () => {
  const is = (content: string, attributes?: string): boolean =>
    isSubjectChange(said(content, attributes), rules(rooms));

  it('is a subject, and nothing that would make it a message, to all of a room', () => {
    expect(is('<subject>hi</subject>')).to.equal(true);
    expect(is('<subject/>')).to.equal(true);
    expect(is('<body>hi</body>')).to.equal(false);
    expect(is('<subject>hi</subject><body/>')).to.equal(false);
    expect(is('<subject>hi</subject><thread/>')).to.equal(false);
    expect(is("<subject xmlns='urn:x'>hi</subject>")).to.equal(false);
  });

  it('is not to one alone, of another type, to nobody, or to an account', () => {
    for (const attributes of [
      "to='ops@muc.a.test/romeo' type='groupchat'",
      "to='ops@muc.a.test'",
      "type='groupchat'",
      "to='romeo@a.test' type='groupchat'",
    ])
      expect(is('<subject>hi</subject>', attributes)).to.equal(false);
    const presence = stanza("<presence to='ops@muc.a.test'><subject/></presence>");
    expect(isSubjectChange(presence, rules(rooms))).to.equal(false);
  });
});
