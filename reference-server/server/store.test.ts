import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { RosterItem } from '../services/index.ts';
import { Store } from './store.ts';

const item: RosterItem = {
  contact: 'romeo@a.test',
  name: 'Romeo',
  groups: ['Montague', "O'Brien"],
  toContact: true,
  fromContact: false,
  ask: false,
  pending: true,
  listed: true,
};
const nameless: RosterItem = {
  contact: 'nurse@a.test',
  groups: [],
  toContact: false,
  fromContact: true,
  ask: true,
  pending: false,
  listed: false,
};

describe('Store', () => {
  let store: Store;

  beforeEach(() => {
    store = new Store(':memory:');
  });

  afterEach(() => {
    store.close();
  });

  it('keeps rooms by address, each as it was kept last, and forgets them with all else', () => {
    store.putRoom('ops@muc.a.test', 'one');
    store.putRoom('bar@muc.a.test', 'two');
    store.putRoom('ops@muc.a.test', 'three');
    expect(store.rooms()).to.deep.equal([
      { address: 'bar@muc.a.test', text: 'two' },
      { address: 'ops@muc.a.test', text: 'three' },
    ]);
    store.dropRoom('bar@muc.a.test');
    expect(store.rooms()).to.have.length(1);
    store.clear();
    expect(store.rooms()).to.deep.equal([]);
  });

  it('keeps contacts by user, in order', () => {
    store.putRosterItem('juliet@a.test', item);
    store.putRosterItem('juliet@a.test', nameless);
    store.putRosterItem('tybalt@a.test', item);
    expect(store.roster('juliet@a.test')).to.deep.equal([nameless, item]);
    expect(store.rosterItem('juliet@a.test', 'nurse@a.test')).to.deep.equal(nameless);
    expect(store.rosterItem('juliet@a.test', 'paris@a.test')).to.equal(undefined);
  });

  it('says how many contacts there are, and which stand in some way to the user', () => {
    store.putRosterItem('juliet@a.test', item);
    store.putRosterItem('juliet@a.test', nameless);
    store.putRosterItem('tybalt@a.test', item);
    const contacts = (['toContact', 'fromContact', 'pending'] as const).map((state) =>
      store.contactsOf('juliet@a.test', state),
    );
    const holding = (state: 'toContact' | 'fromContact' | 'pending'): string[] =>
      [nameless, item].flatMap((each) => (each[state] ? [each.contact] : []));
    expect(contacts).to.deep.equal([holding('toContact'), holding('fromContact'), holding('pending')]);
    expect([store.rosterSize('juliet@a.test'), store.rosterSize('nobody@a.test')]).to.deep.equal([2, 0]);
  });

  it('replaces a contact, and drops one', () => {
    store.putRosterItem('juliet@a.test', item);
    const changed = {
      ...item,
      name: 'R',
      groups: [],
      toContact: false,
      fromContact: true,
      ask: true,
      pending: false,
    };
    store.putRosterItem('juliet@a.test', { ...changed, listed: false });
    expect(store.roster('juliet@a.test')).to.deep.equal([{ ...changed, listed: false }]);
    store.dropRosterItem('juliet@a.test', 'romeo@a.test');
    store.dropRosterItem('juliet@a.test', 'nobody@a.test');
    expect(store.roster('juliet@a.test')).to.deep.equal([]);
  });

  it('keeps messages by user, oldest first, until they are dropped', () => {
    for (const held of ['one', 'two', 'three']) store.addOffline('juliet@a.test', held);
    store.addOffline('romeo@a.test', 'four');
    const kept = store.offlineOf('juliet@a.test');
    expect(kept.map(({ held }) => held)).to.deep.equal(['one', 'two', 'three']);
    store.dropOffline(kept[1]?.id ?? 0);
    expect(store.offlineOf('juliet@a.test').map(({ held }) => held)).to.deep.equal(['one', 'three']);
    expect(['juliet', 'romeo', 'nobody'].map((user) => store.offlineSize(`${user}@a.test`))).to.deep.equal([
      { count: 2, bytes: 8 },
      { count: 1, bytes: 4 },
      { count: 0, bytes: 0 },
    ]);
  });

  it('forgets everything at once', () => {
    store.putRosterItem('juliet@a.test', item);
    store.addOffline('juliet@a.test', 'one');
    store.clear();
    expect([store.roster('juliet@a.test'), store.offlineOf('juliet@a.test')]).to.deep.equal([[], []]);
  });

  it('keeps what it has in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'store-'));
    const write = new Store(join(folder, 'store.sqlite'));
    write.putRosterItem('juliet@a.test', item);
    write.addOffline('juliet@a.test', 'one');
    write.close();
    const again = new Store(join(folder, 'store.sqlite'));
    expect([again.roster('juliet@a.test'), again.offlineSize('juliet@a.test').count]).to.deep.equal([
      [item],
      1,
    ]);
    again.close();
    rmSync(folder, { recursive: true });
  });

  it('is not taken in by what somebody else wrote into its groups', () => {
    store.putRosterItem('juliet@a.test', { ...item, groups: ["'); DROP TABLE roster; --"] });
    expect(store.roster('juliet@a.test')[0]?.groups).to.deep.equal(["'); DROP TABLE roster; --"]);
  });
});
