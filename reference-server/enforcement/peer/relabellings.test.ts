import { expect } from 'chai';
import type { Label } from '#policy';
import { childElements, serialize } from '#xml';
import { now } from '../../policy/fixtures.contract.ts';
import { labelNamed, type RulesWish, rules, securityLabel } from '../rules.fixture.ts';
import type { Rules } from '../rules.ts';
import type { LabelledStanza } from '../stages.ts';
import { type MappingWish, outgoing, peer } from './mapping.fixture.ts';
import type { PeerMapping } from './peer-rules.ts';
import { type Rewriting, relabelling } from './relabelling.ts';
import { relabellingOnce } from './relabellings.ts';

function mapping(wish: MappingWish): PeerMapping {
  const { mapping: found } = peer({ map: wish });
  if (found === undefined) throw new Error('no mapping');
  return found;
}

const toB = mapping({ policy: 'HARNESS-B' });
const outwards: Rewriting = { mapping: toB, direction: 'outwards', lang: undefined };

/** What becomes of a message with this label under rules that it may have been asked under before. */
function asked(content: string, wish: Rewriting, under: Rules): unknown {
  return relabellingOnce(outgoing(content, under), wish, under);
}

function withClock(wish: RulesWish = {}): { under: Rules; pass: (milliseconds: number) => void } {
  let time = now.getTime();
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { under: rules({ ...wish, now: () => new Date(time) }), pass };
}

/** Labels that differ in their marking alone. */
function marked(text: string): string {
  return securityLabel('A-S', `<displaymarking>${text}</displaymarking>`);
}

describe('relabellingOnce', () => {
  it('gives the very same for the same label in another message, and says what is said without a memory', () => {
    const under = rules();
    const first = asked(securityLabel('A-S'), outwards, under);
    expect(asked(`<x xmlns='urn:x'/>${securityLabel('A-S')}`, outwards, under)).to.equal(first);
    const anew = relabelling(outgoing(securityLabel('A-S'), under), outwards, under);
    expect(first).to.deep.equal(anew);
    expect(first).not.to.equal(anew);
  });

  it('gives the element with its text, so that it is written once', () => {
    const under = rules();
    const ruling = relabellingOnce(outgoing(securityLabel('A-S'), under), outwards, under);
    const { element } = (ruling.allowed ? ruling.message.written : undefined) ?? {};
    if (element === undefined) throw new Error('nothing written');
    expect(element.source?.text).to.equal(serialize(element, 'jabber:client'));
  });

  it('remembers a refusal, too', () => {
    const under = rules();
    const first = asked(securityLabel('A-TS'), outwards, under);
    expect(first).to.include({ allowed: false });
    expect(asked(securityLabel('A-TS'), outwards, under)).to.equal(first);
  });

  it('shares nothing between two mappings, two directions or two languages', () => {
    const under = rules();
    const first = asked(securityLabel('A-S'), outwards, under);
    for (const other of [
      { ...outwards, mapping: mapping({ policy: 'HARNESS-B' }) },
      { ...outwards, mapping: mapping({ policy: 'HARNESS-B', original: 'replace' }) },
      { ...outwards, direction: 'inwards' as const },
    ])
      expect(asked(securityLabel('A-S'), other, under)).not.to.equal(first);
    expect(asked(securityLabel('A-S'), outwards, under)).to.equal(first);
    expect(asked(securityLabel('A-S'), { ...outwards, lang: 'fr' }, under)).not.to.equal(first);
  });

  it('tells apart what came with another text, though the same label counts', () => {
    const [one, usual] = [rules(), labelNamed('A-U')];
    const under = { ...one, clearances: { ...one.clearances, defaultLabel: () => usual } };
    const asking = "<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel>";
    const first = asked('', outwards, under);
    expect(asked('', outwards, under)).to.equal(first);
    expect(asked(asking, outwards, under)).not.to.equal(first);
  });

  it('tells apart what has other equivalents, though the same label counts and is written alike', () => {
    const under = rules();
    const message = outgoing(securityLabel('A-S'), under);
    const besides = (...equivalents: readonly Label[]): LabelledStanza => ({ ...message, equivalents });
    const [b, c] = [labelNamed('B-S'), labelNamed('B-R')];
    const first = relabellingOnce(besides(b), outwards, under);
    expect(relabellingOnce(besides(b), outwards, under)).to.equal(first);
    for (const other of [besides(c), besides(b, c), besides()])
      expect(relabellingOnce(other, outwards, under)).not.to.equal(first);
  });

  it('maps anew under other rules', () => {
    expect(asked(securityLabel('A-S'), outwards, rules())).not.to.equal(
      asked(securityLabel('A-S'), outwards, rules()),
    );
  });

  it('maps anew after a second: what a label is worth goes by time, and it says when it was created', () => {
    const { under, pass } = withClock();
    const wish: Rewriting = { ...outwards, mapping: mapping({ format: '4778' }) };
    // Read once, so that nothing but time makes it another
    const message = outgoing(securityLabel('A-S'), under);
    const text = (): string => {
      const ruling = relabellingOnce(message, wish, under);
      return ruling.allowed ? (ruling.message.written?.element.source?.text ?? '') : '';
    };
    expect(text()).to.include(now.toISOString());
    pass(999);
    expect(text()).to.include(now.toISOString());
    pass(1);
    expect(text()).to.include(new Date(now.getTime() + 1000).toISOString());
  });

  it('forgets all when a thousand are known under all mappings together, so that made-up labels cost nothing', () => {
    const under = rules();
    const message = outgoing(securityLabel('A-S'), under);
    const first = relabellingOnce(message, outwards, under);
    const other = { ...outwards, mapping: mapping({ format: '4774' }) };
    for (let n = 2; n < 1024; n += 1) asked(marked(String(n)), n % 2 === 0 ? outwards : other, under);
    expect(relabellingOnce(message, outwards, under)).to.equal(first);
    asked(marked('last'), other, under);
    expect(relabellingOnce(message, outwards, under)).not.to.equal(first);
  });

  it('keeps none of labels over 8192 characters, and reads no more of them than that', () => {
    const under = rules();
    const long = outgoing(securityLabel('A-S').replace('<label>', `${' '.repeat(8192)}<label>`), under);
    expect(relabellingOnce(long, outwards, under)).not.to.equal(relabellingOnce(long, outwards, under));
  });

  it('goes by what an element says where it was not read from a text', () => {
    const under = rules();
    const message = outgoing(securityLabel('A-S'), under);
    const { element } = message.stanza;
    const children = childElements(element).map((each) => ({ ...each }));
    const made = { ...message, stanza: { ...message.stanza, element: { ...element, children } } };
    const first = relabellingOnce(made, outwards, under);
    expect(relabellingOnce(made, outwards, under)).to.equal(first);
  });
});
