import { expect } from 'chai';
import { ask, secret } from './tools.fixture.ts';

describe('a setting of the engine', () => {
  it('lets a higher classification stand for lower ones only where it is asked to', () => {
    const clearance = { policy: 'HARNESS-A', classifications: ['TOP SECRET'] };
    const granted = (options: object): unknown => {
      const said = ask({ op: 'decide', label: secret, clearance, options });
      return 'grant' in said && said.grant;
    };
    expect([granted({}), granted({ classification: 'dominates' })]).to.deep.equal([false, true]);
  });

  it('decides what a mapping may leave behind, and every such thing is said', () => {
    const map = (label: object, options = {}): unknown => {
      const spif = ['policies/mapping/source.xml', 'policies/mapping/target.xml'];
      const said = ask({ op: 'map', spif, label: { policy: 'SOURCE', ...label }, to: 'TARGET', options });
      return 'mapped' in said && [said.mapped, 'findings' in said && said.findings];
    };
    const kept = { classification: 'PLAIN', categories: { Note: 'KEPT' } };
    expect([
      map({ classification: 'PLAIN', categories: { Need: 'DROPPED' } }),
      map({ classification: 'AMBIGUOUS' }),
      map(kept),
      map(kept, { informative: 'discard' }),
    ]).to.deep.equal([
      [true, [{ kind: 'discarded-protection', message: '`DROPPED` protects, and is left out' }]],
      [
        true,
        [
          {
            kind: 'ambiguous-fix-up',
            message:
              'the policy asks for one of several values of `Context`, `1.3.6.1.4.1.32473.258.13.2`, and all are added',
          },
        ],
      ],
      [false, []],
      [true, [{ kind: 'discarded-informative', message: '`KEPT` has no equivalent, and is left out' }]],
    ]);
  });
});
