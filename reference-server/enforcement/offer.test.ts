import { expect } from 'chai';
import fc from 'fast-check';
import { readEssLabel } from '#labels';
import { cleared, harness, label } from '../policy/fixtures.contract.ts';
import { type Clearances, type Label, resolveLabel } from '../policy/index.ts';
import type { Stanza } from '../xmpp/index.ts';
import { jid } from '../xmpp/read.fixture.ts';
import { admit } from './admit.ts';
import { checkExit } from './exit.ts';
import type { Origin } from './location.ts';
import { unlabelledWouldPass, type Way, wouldPass } from './offer.ts';
import { essNames, essText, labelledMessage, type RulesWish, rules } from './rules.fixture.ts';
import type { Rules } from './rules.ts';

/** The users of the fixtures' deployment. */
const users: Readonly<Record<string, Clearances>> = {
  'u-ts@a.test': [cleared('U', 'R', 'C', 'S', 'TS')],
  'u-s@a.test': [cleared('U', 'R', 'C', 'S')],
  'u-r@a.test': [cleared('U', 'R')],
  'u-gap@a.test': [cleared('S')],
  'u-rel@a.test': [cleared('U', 'R', 'C', 'S', 'REL1')],
  'u-alpha@a.test': [cleared('U', 'R', 'C', 'S', 'ALPHA')],
  'u-b@a.test': [cleared('B-U', 'B-R', 'B-C', 'B-S')],
  'u-both@a.test': [cleared('U'), cleared('B-U', 'B-S')],
  'u-nil@a.test': [],
};

/** Every label of the fixtures that the policies know, allowed or not. */
const labels: ReadonlyMap<string, Label> = new Map(
  essNames('labels').flatMap((name) => {
    const resolved = resolveLabel(harness, readEssLabel(essText(name)));
    return resolved.ok ? [[name, resolved.label] as const] : [];
  }),
);

const origin: Origin = { address: '192.0.2.1', names: [] };

function way(from: string, to: string): Way {
  return { from: jid(from), origin, to: jid(to) };
}

/** What the checks do to a message from one to the other. */
function passes(name: string, from: string, to: string, under: Rules): boolean {
  const sent: Stanza = { ...labelledMessage(name), from: jid(from), to: jid(to) };
  const admitted = admit({ stanza: sent, sender: sent.from, origin }, under);
  return (
    admitted.allowed && (jid(to).local === '' || checkExit(admitted.message, jid(to).bare, under).allowed)
  );
}

const clearances = (): fc.Arbitrary<Clearances | undefined> =>
  fc.constantFrom(undefined, ...Object.values(users));

/** Server, domain, place of the sender, default, and a catalog that may be binding. */
const anyRules = (): fc.Arbitrary<Rules> =>
  fc
    .record({
      server: clearances(),
      domain: clearances(),
      place: clearances(),
      defaultLabel: fc.constantFrom('A-U', 'A-S', 'none'),
      restrictedTo: fc.option(fc.subarray([...labels.values()]), { nil: undefined }),
    })
    .map(({ server, domain, place, restrictedTo, defaultLabel }) =>
      rules({
        users,
        defaultLabel,
        ...(server && { server }),
        ...(domain && { domains: { 'a.test': domain } }),
        ...(place && { places: { [origin.address]: place } }),
        ...(restrictedTo && { restrictedTo }),
      }),
    );

describe('wouldPass', () => {
  it('says of every label and every two users what the checks do', () => {
    const under = rules({ users });
    const counts = { passes: 0, refused: 0 };
    for (const from of Object.keys(users)) {
      for (const to of [...Object.keys(users), 'a.test']) {
        for (const [name, known] of labels) {
          const does = passes(name, from, to, under);
          counts[does ? 'passes' : 'refused'] += 1;
          expect(wouldPass(known, way(from, to), under), `${name} ${from} ${to}`).to.equal(does);
        }
        expect(unlabelledWouldPass(way(from, to), under)).to.equal(passes('unlabelled', from, to, under));
      }
    }
    expect(counts.passes).to.be.greaterThan(300);
    expect(counts.refused).to.be.greaterThan(300);
  });

  it('says it under any rules', () => {
    const address = (): fc.Arbitrary<string> => fc.constantFrom(...Object.keys(users));
    fc.assert(
      fc.property(anyRules(), address(), address(), (under, from, to) => {
        for (const [name, known] of labels)
          expect(wouldPass(known, way(from, to), under)).to.equal(passes(name, from, to, under));
        expect(unlabelledWouldPass(way(from, to), under)).to.equal(passes('unlabelled', from, to, under));
      }),
      { numRuns: 60 },
    );
  });

  it('offers no label that the policy does not allow', () => {
    const invalid = labels.get('A-U ALPHA');
    if (invalid === undefined) throw new Error('the policy does not know it');
    const everything = [cleared('U', 'R', 'C', 'S', 'TS', 'ALPHA', 'BRAVO')];
    expect(wouldPass(invalid, way('u-s@a.test', 'a.test'), rules({ anyUser: everything }))).to.be.false;
  });

  it('offers nothing to who asks from a place that is not known, where places are limited', () => {
    const from = (wish: RulesWish): boolean =>
      wouldPass(
        label('A-S'),
        { ...way('u-s@a.test', 'u-ts@a.test'), origin: undefined },
        rules({ users, ...wish }),
      );
    expect([from({}), from({ places: { [origin.address]: [cleared('S')] } })]).to.deep.equal([true, false]);
  });

  it('offers no label outside a binding catalog', () => {
    const under = rules({ users, restrictedTo: [label('A-S')] });
    const ask = (name: string): boolean => wouldPass(label(name), way('u-s@a.test', 'u-ts@a.test'), under);
    expect([ask('A-S'), ask('A-R')]).to.deep.equal([true, false]);
  });
});

describe('unlabelledWouldPass', () => {
  it('is no where there is no default label', () => {
    const under = rules({ users, defaultLabel: 'none' });
    expect(unlabelledWouldPass(way('u-s@a.test', 'u-s@a.test'), under)).to.be.false;
  });
});
