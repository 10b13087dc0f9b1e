import { expect } from 'chai';
import { jid } from '../xmpp/read.fixture.ts';
import { checkEntry } from './entry.ts';
import { checkInternal } from './internal.ts';
import { arrived, clearedFor, labelledMessage, labelNamed, type RulesWish, rules } from './rules.fixture.ts';

const upToSecret = clearedFor('U', 'R', 'C', 'S');
const upToRestricted = clearedFor('U', 'R');

/** What becomes of juliet's message to an address; she may use any label. */
function internal(label: string, to: string, wish: RulesWish): string {
  const under = rules({ anyUser: clearedFor('U', 'R', 'C', 'S', 'TS'), ...wish });
  const sent = { ...labelledMessage(label), to: jid(to) };
  const entered = checkEntry(arrived(sent, under), under);
  if (!entered.allowed) throw new Error('entry refused it');
  const ruling = checkInternal(entered.message, under);
  return ruling.allowed ? 'allowed' : ruling.check;
}

describe('checkInternal between two domains of one server', () => {
  const narrow: RulesWish = { domains: { 'a2.test': upToRestricted } };

  it("leaves out a domain that is neither the sender's nor the recipient's", () => {
    expect(internal('A-S', 'romeo@a.test', narrow)).to.equal('allowed');
    expect(internal('A-S', 'romeo@a2.test', narrow)).to.equal('domain');
  });

  it('takes the clearance of the server for a domain that has none', () => {
    const server: RulesWish = { server: upToRestricted };
    expect(internal('A-R', 'romeo@a2.test', server)).to.equal('allowed');
    expect(internal('A-S', 'romeo@a2.test', server)).to.equal('server');
  });

  it('is broken by its faults, each in its place', () => {
    const wide: RulesWish = { server: upToRestricted, domains: { 'a.test': upToSecret } };
    const outcome = (wish: RulesWish, fault: NonNullable<RulesWish['faults']>[number]): string =>
      internal('A-S', 'romeo@a2.test', { ...wish, faults: [fault] });
    const own: RulesWish = { domains: { 'a.test': upToRestricted } };
    expect(outcome(wide, 'int.widen')).to.equal('allowed');
    expect(outcome(wide, 'int.inherit')).to.equal('server');
    expect(outcome({ server: upToRestricted }, 'int.inherit')).to.equal('allowed');
    expect(outcome(narrow, 'int.target-domain')).to.equal('allowed');
    expect(outcome(own, 'int.target-domain')).to.equal('domain');
    expect(outcome(own, 'int.sender-domain')).to.equal('allowed');
    expect(outcome(narrow, 'int.sender-domain')).to.equal('domain');
    expect(outcome(narrow, 'int.domain')).to.equal('allowed');
  });

  it("access.message takes the server's access label for its clearance", () => {
    const labelled: RulesWish = { access: { server: labelNamed('A-S') } };
    const broken: RulesWish = { ...labelled, faults: ['access.message'] };
    expect(['A-U', 'A-S'].map((label) => internal(label, 'romeo@a.test', labelled))).to.deep.equal([
      'allowed',
      'allowed',
    ]);
    expect(['A-U', 'A-S'].map((label) => internal(label, 'romeo@a.test', broken))).to.deep.equal([
      'server',
      'allowed',
    ]);
    expect(internal('A-U', 'romeo@a.test', { faults: ['access.message'] })).to.equal('allowed');
  });
});
