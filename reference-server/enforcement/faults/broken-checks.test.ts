import { expect } from 'chai';
import { serialize } from '#xml';
import { cleared, label } from '../../policy/fixtures.contract.ts';
import type { Stanza } from '../../xmpp/index.ts';
import { admit } from '../admit.ts';
import { admitError, admitUnlabelled } from '../exempt.ts';
import { checkExit } from '../exit.ts';
import { Outstanding } from '../outstanding.ts';
import {
  accepted,
  ess,
  labelledMessage,
  message,
  type RulesWish,
  rules,
  securityLabel,
  stanza,
} from '../rules.fixture.ts';
import type { FaultName } from './faults.ts';

/** What becomes of a message before routing: its classification, or the check that refused it. */
function fate(sent: Stanza, wish: RulesWish): string {
  const ruling = admit({ stanza: sent, sender: sent.from }, rules(wish));
  return ruling.allowed ? ruling.message.label.classification.name : `refused at ${ruling.check}`;
}

const all = { anyUser: [cleared('unmarked', 'U', 'R', 'C', 'S', 'TS', 'ALPHA')] };
const claimsTooLittle = message(securityLabel('A-S', '', `<equivalentlabel>${ess('B-U')}</equivalentlabel>`));
const markedLower = message(securityLabel('A-S', '<displaymarking>UNCLASSIFIED</displaymarking>'));

/** A message labelled UNCLASSIFIED that forwards another with this label. */
function forwards(name: string): Stanza {
  const inner = `<message xmlns='jabber:client'>${securityLabel(name)}</message>`;
  return message(`${securityLabel('A-U')}<forwarded xmlns='urn:xmpp:forward:0'>${inner}</forwarded>`);
}

/** A message, rules, and its fate without the fault and with it. */
const cases: readonly (readonly [FaultName, Stanza, RulesWish, sound: string, broken: string])[] = [
  ['entry.user', labelledMessage('A-S'), {}, 'refused at entry', 'SECRET'],
  ['int.server', labelledMessage('A-S'), { ...all, server: [] }, 'refused at server', 'SECRET'],
  [
    'int.domain',
    labelledMessage('A-S'),
    { ...all, domains: { 'a.test': [] } },
    'refused at domain',
    'SECRET',
  ],
  ['cat.restrict', labelledMessage('A-S'), { ...all, restrictedTo: [] }, 'refused at catalog', 'SECRET'],
  [
    'lbl.single',
    message(securityLabel('A-U') + securityLabel('A-S')),
    all,
    'refused at label',
    'UNCLASSIFIED',
  ],
  ['lbl.syntax', labelledMessage('ess-truncated'), all, 'refused at label', 'UNCLASSIFIED'],
  ['lbl.valid', labelledMessage('X-S'), all, 'refused at label', 'UNCLASSIFIED'],
  ['lbl.valid', labelledMessage('A-U ALPHA'), all, 'refused at label', 'UNCLASSIFIED'],
  ['lbl.equiv', claimsTooLittle, all, 'refused at label', 'SECRET'],
  ['lbl.mark', markedLower, { ...all, marking: 'verify' }, 'refused at label', 'SECRET'],
  ['lbl.by-marking', markedLower, all, 'SECRET', 'UNCLASSIFIED'],
  ['lbl.forward', forwards('A-S'), all, 'refused at label', 'UNCLASSIFIED'],
  ['lbl.nested', message(`<x xmlns='y'>${securityLabel('A-S')}</x>`), all, 'UNCLASSIFIED', 'SECRET'],
];

/** A session that was sent a message by romeo. */
function sent(): Outstanding {
  const outstanding = new Outstanding();
  outstanding.note(stanza("<message id='m'/>", 'romeo@a.test'));
  return outstanding;
}

describe('a check that is broken on purpose', () => {
  for (const [fault, sent, wish, sound, broken] of cases) {
    it(`${fault}: ${sound} becomes ${broken}`, () => {
      expect([fate(sent, wish), fate(sent, { ...wish, faults: [fault] })]).to.deep.equal([sound, broken]);
    });
  }

  it('exit.user: a recipient who is not cleared gets it, and store.offline breaks the release alone', () => {
    const exitOf = (faults: readonly FaultName[], asked?: FaultName): boolean => {
      const under = rules({ users: { 'juliet@a.test': all.anyUser }, faults });
      return checkExit(accepted(labelledMessage('A-S'), under), 'romeo@a.test', under, asked).allowed;
    };
    expect([exitOf([]), exitOf(['exit.user'])]).to.deep.equal([false, true]);
    expect([exitOf(['store.offline']), exitOf(['store.offline'], 'store.offline')]).to.deep.equal([
      false,
      true,
    ]);
  });

  it('lbl.by-marking: a marking that names no classification leaves the label as it is', () => {
    const odd = message(securityLabel('A-S', '<displaymarking>EYES ONLY</displaymarking>'));
    expect(fate(odd, { ...all, faults: ['lbl.by-marking'] })).to.equal('SECRET');
    expect(fate(labelledMessage('A-R'), { ...all, faults: ['lbl.by-marking'] })).to.equal('RESTRICTED');
  });

  it('lbl.syntax and lbl.valid break one thing each', () => {
    expect(fate(labelledMessage('ess-truncated'), { ...all, faults: ['lbl.valid'] })).to.equal(
      'refused at label',
    );
    expect(fate(labelledMessage('X-S'), { ...all, faults: ['lbl.syntax'] })).to.equal('refused at label');
  });

  it('lbl.nested leaves a label of its own before one that is nested', () => {
    const both = message(`${securityLabel('A-R')}<x xmlns='y'>${securityLabel('A-S')}</x>`);
    expect(fate(both, { ...all, faults: ['lbl.nested'] })).to.equal('RESTRICTED');
  });

  it('lbl.equiv: the claim opens the way for whoever it was made for', () => {
    const wish: RulesWish = { anyUser: [cleared('B-U')] };
    expect(fate(claimsTooLittle, { ...wish, faults: ['lbl.equiv'] })).to.equal('SECRET');
  });

  it('stamp.always: a label is written on where none is asked for', () => {
    const written = (wish: RulesWish): string => {
      const sent = accepted(labelledMessage('unlabelled'), rules({ ...all, ...wish }));
      return serialize(sent.stanza.element, 'jabber:client');
    };
    expect(written({})).not.to.include('securitylabel');
    expect(written({ faults: ['stamp.always'] })).to.include('securitylabel');
    const labels = written({ stamp: true, faults: ['stamp.twice'] }).match(/<securitylabel/g);
    expect(labels).to.have.lengthOf(2);
  });

  it('lbl.iq and pres.labelled: a label is overlooked, on the one kind of stanza each', () => {
    const iq = stanza(`<iq type='get' id='i'>${securityLabel('A-U')}</iq>`);
    const presence = stanza(`<presence>${securityLabel('A-U')}</presence>`);
    const fates = (faults: readonly FaultName[]): readonly boolean[] =>
      [iq, presence].map((each) => admitUnlabelled(each, rules({ faults })).allowed);
    expect([fates([]), fates(['lbl.iq']), fates(['pres.labelled'])]).to.deep.equal([
      [false, false],
      [true, false],
      [false, true],
    ]);
  });

  it('err.discard: an error with a label is passed on as it came', () => {
    const error = stanza(
      `<message type='error' id='m' to='romeo@a.test'>${securityLabel('A-S')}<body/></message>`,
    );
    expect(admitError(error, sent(), rules())).to.equal(undefined);
    expect(admitError(error, sent(), rules({ faults: ['err.discard'] }))).to.deep.equal({ stanza: error });
  });

  it('err.unasked, err.sanitise and err.text: more of an error is passed on', () => {
    const gone = "<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>elsewhere</gone>";
    const error = stanza(
      `<message type='error' id='m' to='romeo@a.test'><body/><error type='cancel'>${gone}</error></message>`,
    );
    expect(admitError(error, new Outstanding(), rules({ faults: ['err.unasked'] }))).to.be.an('object');
    expect(admitError(error, sent(), rules({ faults: ['err.sanitise'] }))).to.deep.equal({ stanza: error });
    const [bare, asWritten] = [rules(), rules({ faults: ['err.text'] })].map((each) =>
      serialize((admitError(error, sent(), each)?.stanza ?? error).element, 'jabber:client'),
    );
    expect(bare).to.not.include('elsewhere');
    expect(asWritten).to.include('elsewhere').and.not.include('body');
  });

  it('none of this in service: without faults a label that is refused is refused', () => {
    expect(label('A-S').classification.name).to.equal('SECRET');
    for (const [, sent, wish, sound] of cases) expect(fate(sent, wish)).to.equal(sound);
  });
});
