import { expect } from 'chai';
import { serialize } from '#xml';
import { rules } from '../../enforcement/rules.fixture.ts';
import { readElement } from '../../xmpp/read.fixture.ts';
import { addressesFor, addressNamespace, readAddresses } from './addresses.ts';

function read(...fields: readonly string[]): ReturnType<typeof readAddresses> {
  return readAddresses(messageTo(...fields));
}

function messageTo(...fields: readonly string[]): ReturnType<typeof readElement> {
  const header = `<addresses xmlns='${addressNamespace}'>${fields.join('')}</addresses>`;
  return readElement(`<message to='a.test'>${header}<body>all</body></message>`);
}

function recipientsOf(...fields: readonly string[]): readonly string[] {
  const found = read(...fields);
  if (found === undefined || 'refused' in found) throw new Error('no addresses');
  return found.recipients.map(({ to }) => to.full);
}

/** What each recipient sees of the addresses, as `type jid delivered`. */
function seenBy(fields: readonly string[], faults: readonly 'multicast.bcc'[] = []): readonly string[][] {
  const found = read(...fields);
  if (found === undefined || 'refused' in found) throw new Error('no addresses');
  return found.recipients.map((each) => {
    const text = serialize(addressesFor(each, found, rules({ faults }))).replaceAll('"', "'");
    return text.match(/(?<=<address )[^/]*(?=\/>)/g) ?? [];
  });
}

const sam = "<address type='to' jid='sam@a.test'/>";
const rita = "<address type='cc' jid='rita@a.test'/>";
const tess = "<address type='bcc' jid='tess@a.test'/>";
const una = "<address type='bcc' jid='una@a.test'/>";

describe('readAddresses', () => {
  it('finds nothing in a message without addresses', () => {
    expect(readAddresses(readElement("<message to='a.test'><body>all</body></message>"))).to.equal(undefined);
  });

  it('gives each recipient once, and none that somebody else has delivered to', () => {
    const done = "<address type='to' jid='una@a.test' delivered='true'/>";
    expect(recipientsOf(tess, sam, rita, tess, done, sam)).to.deep.equal([
      'tess@a.test',
      'sam@a.test',
      'rita@a.test',
    ]);
  });

  it('refuses what is no list of addresses, or has a type that nobody knows', () => {
    const refusal = { refused: 'bad-request' };
    expect(read()).to.deep.equal(refusal);
    expect(read("<address type='noreply'/>")).to.deep.equal(refusal);
    expect(read(sam, "<address type='BCC' jid='tess@a.test'/>")).to.deep.equal(refusal);
    expect(read(sam, "<address jid='tess@a.test'/>")).to.deep.equal(refusal);
    expect(read(sam, "<other type='to' jid='tess@a.test'/>")).to.deep.equal(refusal);
    expect(read(sam, "<address xmlns='urn:other' type='to' jid='tess@a.test'/>")).to.deep.equal(refusal);
    const message = messageTo(sam);
    const twice = { ...message, children: [...message.children, ...messageTo(tess).children] };
    expect(readAddresses(twice)).to.deep.equal(refusal);
  });

  it('refuses all where one is no address that it could send to', () => {
    const refusal = { refused: 'jid-malformed' };
    expect(read(sam, "<address type='to' jid='@a.test'/>")).to.deep.equal(refusal);
    expect(read(sam, "<address type='bcc' uri='sip:tess@a.test'/>")).to.deep.equal(refusal);
    expect(read(sam, "<address type='cc' desc='Tess'/>")).to.deep.equal(refusal);
  });

  it('takes 50 addresses and no more', () => {
    const many = Array.from({ length: 50 }, (_, n) => `<address type='to' jid='user${n}@a.test'/>`);
    expect(recipientsOf(...many)).to.have.lengthOf(50);
    expect(read(...many, sam)).to.deep.equal({ refused: 'not-acceptable' });
  });
});

describe('addressesFor', () => {
  const open = [
    "type='to' jid='sam@a.test' delivered='true'",
    "type='cc' jid='rita@a.test' delivered='true'",
  ];
  const [blindTess, blindUna] = ["type='bcc' jid='tess@a.test'", "type='bcc' jid='una@a.test'"];

  it('shows the open addresses as delivered to, and a blind one to itself alone', () => {
    expect(seenBy([sam, rita, tess, una])).to.deep.equal([
      open,
      open,
      [...open, blindTess],
      [...open, blindUna],
    ]);
  });

  it('shows a blind address that somebody else has delivered to to nobody', () => {
    expect(seenBy([sam, "<address type='bcc' jid='una@a.test' delivered='true'/>"])).to.deep.equal([
      ["type='to' jid='sam@a.test' delivered='true'"],
    ]);
  });

  it('counts whoever is addressed both ways as addressed openly', () => {
    expect(seenBy([tess, "<address type='cc' jid='tess@a.test'/>"])).to.deep.equal([
      ["type='cc' jid='tess@a.test' delivered='true'"],
    ]);
  });

  it('leaves other addresses as they are', () => {
    const [first] = seenBy([sam, "<address type='replyto' jid='una@a.test'/>"]);
    expect(first).to.deep.equal([
      "type='to' jid='sam@a.test' delivered='true'",
      "type='replyto' jid='una@a.test'",
    ]);
  });

  it('has the fault multicast.bcc, which shows the blind ones to all', () => {
    const all = ["type='to' jid='sam@a.test' delivered='true'", blindTess];
    expect(seenBy([sam, tess], ['multicast.bcc'])).to.deep.equal([all, all]);
  });
});
