import { expect } from 'chai';
import { checkForwarded } from './forwarded.ts';
import { arrived, ess, message, type RulesWish, rules, securityLabel } from './rules.fixture.ts';

const wrapper = "<forwarded xmlns='urn:xmpp:forward:0'>";

/** A forwarded message with this label; `none`: without one. */
function forwarded(label: string, content = '<body>hi</body>'): string {
  const inside = label === 'none' ? '' : securityLabel(label);
  return `${wrapper}<message xmlns='jabber:client' from='nurse@a.test/x'>${inside}${content}</message></forwarded>`;
}

/** Does a message with this label pass with this in it? */
function passes(outer: string, content: string, wish: RulesWish = {}): boolean {
  const under = rules(wish);
  const stanza = message(`${outer === 'none' ? '' : securityLabel(outer)}<body>see</body>${content}`);
  return checkForwarded(arrived(stanza, under), under).allowed;
}

describe('checkForwarded', () => {
  it('lets a label pass on what is not above it', () => {
    const outer = ['A-U', 'A-R', 'A-S', 'A-TS'];
    expect(outer.map((label) => passes(label, forwarded('A-S')))).to.deep.equal([false, false, true, true]);
  });

  it('weighs categories: every restrictive one, and no release that the inner label does not have', () => {
    expect([
      passes('A-S', forwarded('A-S ALPHA')),
      passes('A-S ALPHA', forwarded('A-S')),
      passes('A-S ALPHA', forwarded('A-S ALPHA')),
      passes('A-S', forwarded('A-S REL1')),
      passes('A-S REL1', forwarded('A-S')),
      passes('A-S REL1+2', forwarded('A-S REL1')),
      passes('A-S REL1', forwarded('A-S REL1+2')),
    ]).to.deep.equal([false, true, true, false, true, false, true]);
  });

  it('finds it in any wrapper, at any depth, and every one', () => {
    const carbon = `<received xmlns='urn:xmpp:carbons:2'>${forwarded('A-S')}</received>`;
    const deep = `${"<x xmlns='urn:x'>".repeat(12)}${forwarded('A-S')}${'</x>'.repeat(12)}`;
    expect([
      passes('A-U', carbon),
      passes('A-S', carbon),
      passes('A-U', deep),
      passes('A-U', forwarded('A-U', forwarded('A-S'))),
      passes('A-U', forwarded('A-U') + forwarded('A-S')),
      passes(
        'A-U',
        `${wrapper}<x xmlns='urn:x'>${forwarded('A-S').slice(wrapper.length, -12)}</x></forwarded>`,
      ),
      passes('A-U', `<x xmlns='urn:x'><y/>text<y>a<z/></y></x>`),
      passes('A-U', forwarded('A-S').replaceAll('urn:xmpp:forward:0', 'urn:x')),
    ]).to.deep.equal([false, true, false, false, false, false, true, true]);
  });

  it('takes one without a label for one with the default label, where there is one', () => {
    expect([
      passes('A-U', forwarded('none')),
      passes('A-U', forwarded('none'), { defaultLabel: 'A-S' }),
      passes('A-TS', forwarded('none'), { defaultLabel: 'A-S' }),
      passes('A-U', forwarded('none'), { defaultLabel: 'none' }),
      passes('none', forwarded('none')),
      passes(
        'A-U',
        forwarded('none').replace(
          '<body>hi</body>',
          "<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel>",
        ),
        { defaultLabel: 'A-S' },
      ),
    ]).to.deep.equal([true, false, true, true, true, false]);
  });

  it('passes on nothing whose label cannot be read or is not known, or that has a lower one besides', () => {
    const broken = securityLabel('A-U').replace(ess('A-U'), ess('ess-truncated'));
    const inside = (labels: string): string => forwarded('none', labels);
    expect([
      passes('A-TS', inside(broken)),
      passes('A-TS', forwarded('X-U')),
      passes('A-U', inside(securityLabel('A-U') + securityLabel('A-S'))),
      passes('A-U', `${wrapper}${securityLabel('A-S')}</forwarded>`),
      passes('A-U', `${wrapper}<delay xmlns='urn:xmpp:delay'/></forwarded>`),
    ]).to.deep.equal([false, false, false, false, true]);
  });

  it('weighs labels of two policies where one can say the other', () => {
    expect([
      passes('B-S', forwarded('A-S')),
      passes('B-S', forwarded('A-TS')),
      passes('B-R', forwarded('A-S')),
      passes('A-S', forwarded('B-R')),
      passes('A-U', forwarded('B-R')),
    ]).to.deep.equal([true, false, false, true, false]);
  });

  it('forwards sixty-four stanzas and no more, its wrapper counted', () => {
    const many = (count: number): string => `${wrapper}${'<message/>'.repeat(count - 1)}</forwarded>`;
    expect([passes('A-U', many(64)), passes('A-U', many(65))]).to.deep.equal([true, false]);
  });

  it('looks at nothing with the fault that says so', () => {
    expect(passes('A-U', forwarded('A-S'), { faults: ['lbl.forward'] })).to.equal(true);
  });
});
