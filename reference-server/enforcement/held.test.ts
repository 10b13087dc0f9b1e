import { expect } from 'chai';
import { childElements, serialize } from '#xml';
import { cleared, harness, label, now, policy, worded } from '../policy/fixtures.contract.ts';
import { type Clearances, type Policies, policiesOf } from '../policy/index.ts';
import type { Stanza } from '../xmpp/index.ts';
import { jid } from '../xmpp/read.fixture.ts';
import { hold, holdUnchecked, recall } from './held.ts';
import {
  accepted,
  ess,
  labelledMessage,
  message,
  rules,
  securityLabel,
  stanza,
  unaddressed,
} from './rules.fixture.ts';
import type { Accepted } from './stages.ts';

const everything = [cleared('unmarked', 'U', 'R', 'C', 'S', 'TS', 'REL1', 'REL2', 'ALPHA', 'BRAVO')];
const under = rules({ anyUser: everything });

function heldAndRecalled(sent: Stanza, later = under): Accepted | undefined {
  const { ruling } = recall(hold(accepted(sent, under), under), later);
  return ruling.allowed ? ruling.message : undefined;
}

/** Cleared for all that these policies have. */
function everythingIn(policies = harness): Clearances {
  return policies.all.map(({ oid, classifications, index }) => ({
    policy: oid,
    classifications: new Set(classifications.map(({ classification }) => classification)),
    categories: new Set(index.categories.keys()),
  }));
}

describe('hold and recall', () => {
  it('keep the stanza, its addresses and its language, and add when it came', () => {
    const sent = stanza(
      `<message to='romeo@a.test/orchard' type='chat' id='m1' xml:lang='fr'>${securityLabel('A-S REL1 ALPHA')}<body>a &lt; b</body><x xmlns='y' a="'"><z/></x></message>`,
    );
    const message = heldAndRecalled(sent);
    const { element: written, ...fields } = message?.stanza ?? sent;
    expect({ ...fields, element: sent.element }).to.deep.equal(sent);
    expect(serialize(written, 'jabber:client').replaceAll('"', "'")).to.include('<body>a &lt; b</body>');
    const [last, ...others] = childElements(written).reverse();
    expect(last?.attributes).to.deep.equal({ from: 'a.test', stamp: now.toISOString() });
    expect(others.reverse().map((each) => each.name)).to.deep.equal(['securitylabel', 'body', 'x']);
    expect(message?.label).to.deep.equal(label('A-S REL1 ALPHA'));
    expect(message?.arrival.sender).to.deep.equal(sent.from);
  });

  it('keep as who the sender is shown, and then the time by the room of that address', () => {
    const sent = accepted(labelledMessage('A-S'), under);
    const shown = { ...sent, stanza: { ...sent.stanza, from: jid('ops@muc.a.test/juliet') } };
    const { ruling } = recall(hold(shown, under), under);
    const message = ruling.allowed ? ruling.message : undefined;
    expect([message?.stanza.from.full, message?.arrival.sender.full]).to.deep.equal([
      'ops@muc.a.test/juliet',
      'juliet@a.test/balcony',
    ]);
    expect(childElements(message?.stanza.element ?? sent.stanza.element).at(-1)?.attributes['from']).to.equal(
      'ops@muc.a.test',
    );
  });

  it('keep every label of the fixtures, and its equivalents', () => {
    for (const name of [
      'A unmarked',
      'A-U',
      'A-S',
      'A-TS',
      'A-S REL1+2',
      'A-S ALPHA+BRAVO',
      'A-S EYES ONLY',
    ]) {
      expect(heldAndRecalled(labelledMessage(name))?.label, name).to.deep.equal(label(name));
    }
    const twice = message(securityLabel('A-S', '', `<equivalentlabel>${ess('B-S')}</equivalentlabel>`));
    expect(heldAndRecalled(twice)?.equivalents).to.deep.equal([label('B-S')]);
  });

  it('keep the default label that counted when the message came, whatever the default is later', () => {
    const later = rules({ defaultLabel: 'A-S' });
    expect(heldAndRecalled(labelledMessage('unlabelled'), later)?.label).to.deep.equal(label('A-U'));
  });

  it('take the default label of now, where the mode says so and the message came without one', () => {
    const now = rules({ defaultLabel: 'A-S', storedLabel: 'now' });
    expect(heldAndRecalled(labelledMessage('unlabelled'), now)?.label).to.deep.equal(label('A-S'));
    expect(heldAndRecalled(labelledMessage('A-R'), now)?.label).to.deep.equal(label('A-R'));
  });

  it('give nobody what a message forwards where the default label of now does not cover that', () => {
    const forwarded = `<forwarded xmlns='urn:xmpp:forward:0'><message>${securityLabel('A-S')}<body>hi</body></message></forwarded>`;
    const secret = rules({ anyUser: everything, defaultLabel: 'A-S' });
    const text = hold(accepted(message(forwarded), secret), secret);
    const later = (storedLabel: 'freeze' | 'now'): unknown =>
      recall(text, rules({ anyUser: everything, storedLabel })).ruling.allowed;
    expect([later('freeze'), later('now')]).to.deep.equal([true, false]);
  });

  it('keep a label that has no number in ESS, in words', () => {
    const spif = policy('open/spif.xml');
    const open = rules({ policies: policiesOf(spif), defaultLabel: 'none' });
    const dated = worded(spif, { classification: 'LOW', categories: { Review: ['2027-01-31'] } });
    const text = hold({ ...accepted(labelledMessage('A-S'), under), label: dated }, open);
    const { ruling } = recall(text, open);
    expect(ruling.allowed && ruling.message.label).to.deep.equal(dated);
  });

  it('take no default of now for a message that got the label of then written on it', () => {
    const stamping = { ...under, stamp: true };
    const text = hold(accepted(labelledMessage('unlabelled'), stamping), stamping);
    const { ruling } = recall(text, rules({ defaultLabel: 'A-S', storedLabel: 'now' }));
    expect(ruling.allowed && ruling.message.label).to.deep.equal(label('A-U'));
  });

  it('refuse a message without a label where there is no default now and the mode asks for it', () => {
    const text = hold(accepted(labelledMessage('unlabelled'), under), under);
    const later = (storedLabel: 'freeze' | 'now'): boolean =>
      recall(text, rules({ defaultLabel: 'none', storedLabel })).ruling.allowed;
    expect([later('freeze'), later('now')]).to.deep.equal([true, false]);
  });

  it('do the opposite of the mode with the fault `store.label`', () => {
    const broken = rules({ defaultLabel: 'A-S', faults: ['store.label'] });
    expect(heldAndRecalled(labelledMessage('unlabelled'), broken)?.label).to.deep.equal(label('A-S'));
  });

  it('ask again whether server and domains may carry the label', () => {
    const text = hold(accepted(labelledMessage('A-S'), under), under);
    const { ruling } = recall(text, rules({ anyUser: everything, server: [cleared('U')] }));
    expect(ruling).to.deep.include({ allowed: false, check: 'server' });
  });

  it('keep what no check let through, for the faults that ask for it', () => {
    const kept = holdUnchecked(labelledMessage('A-S'), rules());
    expect(kept !== undefined && recall(kept, under).ruling.allowed).to.equal(true);
    expect(holdUnchecked(labelledMessage('unlabelled'), rules({ defaultLabel: 'none' }))).to.equal(undefined);
  });

  it('write the own account where a message was for nobody', () => {
    expect(heldAndRecalled(unaddressed(labelledMessage('A-U')))?.stanza.to?.full).to.equal('juliet@a.test');
  });

  it('give nobody a message whose policy is not loaded any more', () => {
    const onlyB = { ...under, policies: policiesOf(policy('harness-b/spif.xml')) };
    expect(heldAndRecalled(labelledMessage('A-S'), onlyB)).to.equal(undefined);
  });

  it('give nobody a message whose label the policy does not allow any more', () => {
    const text = hold(accepted(labelledMessage('A-R'), under), under);
    const held: unknown = JSON.parse(text);
    // UNCLASSIFIED excludes ALPHA
    const forbidden = 'MTYCAQEGCysGAQQBgf1ZggIBMSQwIoAKYIZIAWUCAQgDAKEUMBIGDCsGAQQBgf1ZggIBAgMCB4A=';
    const recalled = recall(JSON.stringify({ ...Object(held), labels: [forbidden] }), under);
    expect(recalled.ruling).to.deep.include({ allowed: false, check: 'label' });
  });

  it('keep the label and forget an equivalent of a policy that is not loaded any more', () => {
    const twice = message(securityLabel('A-S', '', `<equivalentlabel>${ess('B-S')}</equivalentlabel>`));
    const onlyA = { ...under, policies: policiesOf(policy('harness-a/spif.xml')) };
    const later = heldAndRecalled(twice, onlyA);
    expect([later?.label.classification.name, later?.equivalents]).to.deep.equal(['SECRET', []]);
  });

  it('forget an equivalent that the policy does not make of the label any more', () => {
    const policies = (file: string): Policies =>
      policiesOf(policy(`harness-a/${file}`), policy('harness-b/spif.xml'));
    const recalled = (then: Policies, now: Policies): number | false => {
      const under = rules({ policies: then, anyUser: everythingIn(then) });
      const twice = message(securityLabel('A-TS', '', `<equivalentlabel>${ess('B-TS')}</equivalentlabel>`));
      const { ruling } = recall(hold(accepted(twice, under), under), rules({ policies: now }));
      return ruling.allowed && ruling.message.equivalents.length;
    };
    const [wide, narrow] = [policies('spif-map-ts.xml'), policies('spif.xml')];
    expect([recalled(wide, wide), recalled(wide, narrow)]).to.deep.equal([1, 0]);
  });

  it('keep the label that a peer wrote, while its policy makes the label here of it', () => {
    const policies = (file: string): Policies =>
      policiesOf(policy('harness-a/spif.xml'), policy(`harness-b/${file}`));
    const recalled = (now: Policies): readonly string[] | false => {
      const then = policies('spif-raising.xml');
      const under = rules({ policies: then, anyUser: everythingIn(then) });
      const sent = accepted(labelledMessage('A-S'), under);
      const mapped = { ...sent, equivalents: [label('B-C', then)] };
      const { ruling } = recall(hold(mapped, under), rules({ policies: now }));
      return ruling.allowed && ruling.message.equivalents.map(({ classification }) => classification.name);
    };
    expect(recalled(policies('spif-raising.xml'))).to.deep.equal(['GUARDED']);
    expect(recalled(policies('spif.xml'))).to.deep.equal([]);
  });

  it('keep a message as deep as the server may be configured to take', () => {
    const deep = `${"<x xmlns='y'>".repeat(95)}${'</x>'.repeat(95)}`;
    const nested = stanza(`<message to='romeo@a.test'>${deep}</message>`);
    const [inside] = childElements(nested.element);
    const wrapped = Array.from({ length: 400 }).reduce<typeof inside>(
      (child) => child && { name: 'x', namespace: 'y', attributes: {}, children: [child] },
      inside,
    );
    const sent = { ...nested, element: { ...nested.element, children: wrapped ? [wrapped] : [] } };
    expect(heldAndRecalled(sent)?.stanza.from).to.deep.equal(sent.from);
  });

  it('give up on text that no server wrote', () => {
    const text = hold(accepted(labelledMessage('A-S'), under), under);
    expect(() => recall('{}', under)).to.throw();
    expect(() => recall(text.replace('juliet@a.test/balcony', '@'), under)).to.throw(
      'a stored message from `@`',
    );
    expect(() => recall(text.replace('romeo@a.test', '@'), under)).to.throw('a stored message with');
  });
});
