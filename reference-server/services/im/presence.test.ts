import { expect } from 'chai';
import { TestHost } from '../host.fixture.ts';
import { leave } from './presence.ts';
import type { Session } from './sessions.ts';

/** juliet watches romeo, and he does not watch her. */
function watched(): { host: TestHost; juliet: Session; romeo: Session } {
  const host = new TestHost({ accounts: ['juliet', 'romeo', 'tybalt'] });
  const [juliet, romeo] = [host.online('juliet@a.test/balcony'), host.online('romeo@a.test/orchard')];
  host.send(juliet, "<presence type='subscribe' to='romeo@a.test'/>");
  host.send(romeo, "<presence type='subscribed' to='juliet@a.test'/>");
  host.received(juliet);
  host.received(romeo);
  return { host, juliet, romeo };
}

describe('a presence', () => {
  it("goes to who is subscribed and to one's own sessions, and to nobody else", () => {
    const { host, juliet, romeo } = watched();
    const tybalt = host.online('tybalt@a.test/street');
    const phone = host.online('romeo@a.test/phone');
    for (const each of [juliet, romeo, phone]) host.received(each);
    host.send(romeo, '<presence><show>away</show></presence>');
    const from = "<presence from='romeo@a.test/orchard' to=";
    const rest = '><show>away</show></presence>';
    expect([juliet, romeo, phone, tybalt].map((each) => host.received(each))).to.deep.equal([
      [`${from}'juliet@a.test'${rest}`],
      [`${from}'romeo@a.test/orchard'${rest}`],
      [`${from}'romeo@a.test/phone'${rest}`],
      [],
    ]);
  });

  it('that is the first brings in that of the contacts one watches', () => {
    const { host } = watched();
    const phone = host.connect('juliet@a.test/phone');
    host.send(phone, '<presence/>');
    expect(host.received(phone)).to.deep.equal([
      "<presence from='juliet@a.test/phone' to='juliet@a.test/phone'/>",
      "<presence from='romeo@a.test/orchard' to='juliet@a.test/phone'/>",
    ]);
  });

  it('says by its priority who takes messages', () => {
    const host = new TestHost();
    const taking = (priority: string): readonly string[] => {
      const session = host.online('juliet@a.test/balcony');
      host.send(session, `<presence><priority>${priority}</priority></presence>`);
      return [
        String(session.priority),
        ...host.sessions.takingMessages('juliet@a.test').map(({ jid }) => jid.full),
      ];
    };
    const address = 'juliet@a.test/balcony';
    expect(['5', '-1', '300', '-300', 'soon', ''].map(taking)).to.deep.equal([
      ['5', address],
      ['-1'],
      ['127', address],
      ['-128'],
      ['0', address],
      ['0', address],
    ]);
  });

  it('takes leave with its last words, from contacts and from who got it directly', () => {
    const { host, juliet, romeo } = watched();
    const tybalt = host.online('tybalt@a.test/street');
    host.send(romeo, "<presence to='tybalt@a.test/street'/>");
    expect(host.received(tybalt)).to.deep.equal([
      "<presence from='romeo@a.test/orchard' to='tybalt@a.test/street'/>",
    ]);
    host.send(romeo, "<presence type='unavailable'><status>good night</status></presence>");
    const gone = (to: string): readonly string[] => [
      `<presence from='romeo@a.test/orchard' to='${to}' type='unavailable'><status>good night</status></presence>`,
    ];
    expect(host.received(juliet)).to.deep.equal(gone('juliet@a.test'));
    expect(host.received(tybalt)).to.deep.equal(gone('tybalt@a.test/street'));
    expect([romeo.presence, romeo.directed.size]).to.deep.equal([undefined, 0]);
  });

  it('is taken back by the server when the session ends, once', () => {
    const { host, juliet, romeo } = watched();
    host.sessions.remove(romeo);
    leave(romeo, host);
    leave(romeo, host);
    expect(host.received(juliet)).to.deep.equal([
      "<presence from='romeo@a.test/orchard' to='juliet@a.test' type='unavailable'/>",
    ]);
  });

  it('to one address goes there alone, and is not taken back twice', () => {
    const { host, juliet, romeo } = watched();
    const tybalt = host.online('tybalt@a.test/street');
    host.send(romeo, "<presence to='tybalt@a.test'/>");
    expect(host.received(tybalt)).to.deep.equal([
      "<presence from='romeo@a.test/orchard' to='tybalt@a.test'/>",
    ]);
    host.send(romeo, "<presence to='tybalt@a.test' type='unavailable'/>");
    host.received(tybalt);
    host.send(romeo, "<presence to='nobody@a.test/there'/>");
    host.sessions.remove(romeo);
    leave(romeo, host);
    expect(host.received(tybalt)).to.deep.equal([]);
    expect(host.received(juliet)).to.have.length(1);
  });

  it('to made-up addresses makes the server keep no more than a thousand', () => {
    const { host, romeo } = watched();
    for (let n = 0; n < 1500; n += 1) host.send(romeo, `<presence to='tybalt@a.test/${n}'/>`);
    expect([romeo.directed.size, [...romeo.directed.keys()][0]]).to.deep.equal([1000, 'tybalt@a.test/500']);
  });

  it('of any other type is nothing', () => {
    const { host, juliet, romeo } = watched();
    host.send(romeo, "<presence type='error' to='juliet@a.test'/>");
    expect(host.received(juliet)).to.deep.equal([]);
  });
});
