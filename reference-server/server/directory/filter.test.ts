import { expect } from 'chai';
import { filterForAll, filterForUser } from './filter.ts';

describe('filterForUser', () => {
  it('puts the name in its place, and nothing that is read as part of the filter', () => {
    const filter = '(&(uid={user})(mail={user}@{domain}))';
    expect(filterForUser(filter, 'sam', 'a.test')).to.equal('(&(uid=sam)(mail=sam@a.test))');
    expect(filterForUser('(uid={user})', '*)(uid=\\\0', 'a.test')).to.equal('(uid=\\2a\\29\\28uid=\\5c\\00)');
    expect(filterForUser('(uid={user})', '{domain}', 'a.test')).to.equal('(uid={domain})');
  });
});

describe('filterForAll', () => {
  it('matches every name', () => {
    expect(filterForAll('(mail={user}@{domain})', 'a.test')).to.equal('(mail=*@a.test)');
  });
});
