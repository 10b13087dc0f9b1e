import { expect } from 'chai';
import { jid } from '../../xmpp/read.fixture.ts';
import { TestHost } from '../host.fixture.ts';
import { Sessions } from './sessions.ts';

describe('Sessions', () => {
  it('finds a session by its full address, and all of an account', () => {
    const host = new TestHost();
    const [balcony, phone, orchard] = [
      'juliet@a.test/balcony',
      'juliet@a.test/phone',
      'romeo@a.test/orchard',
    ].map((full) => host.connect(full));
    const { sessions } = host;
    expect(sessions.find(jid('juliet@a.test/phone'))).to.equal(phone);
    expect(sessions.find(jid('juliet@a.test'))).to.equal(undefined);
    expect(sessions.ofUser('juliet@a.test')).to.deep.equal([balcony, phone]);
    expect(sessions.all()).to.deep.equal([balcony, phone, orchard]);
    expect(sessions.ofUser('nobody@a.test')).to.deep.equal([]);
  });

  it('forgets one that is removed, and not another that took its address', () => {
    const host = new TestHost();
    const first = host.connect('juliet@a.test/balcony');
    const second = host.connect('juliet@a.test/balcony');
    host.sessions.remove(first);
    expect(host.sessions.all()).to.deep.equal([second]);
    host.sessions.remove(second);
    host.sessions.remove(second);
    expect([host.sessions.all(), new Sessions().all()]).to.deep.equal([[], []]);
  });

  it('takes messages on those that are available with no negative priority', () => {
    const host = new TestHost();
    const [away, negative, here] = ['a', 'b', 'c'].map((resource) =>
      host.connect(`juliet@a.test/${resource}`),
    );
    if (negative === undefined || here === undefined) throw new Error('no session');
    host.send(negative, '<presence><priority>-1</priority></presence>');
    host.send(here, '<presence/>');
    expect(away?.presence).to.equal(undefined);
    expect(host.sessions.takingMessages('juliet@a.test')).to.deep.equal([here]);
  });
});
