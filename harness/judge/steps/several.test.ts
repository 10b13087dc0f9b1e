import { expect } from 'chai';
import { judge } from '../judge.ts';
import {
  actors,
  begin,
  end,
  fixtures,
  message,
  note,
  ping,
  received,
  refusalOf,
  scenarioOf,
  sent,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';

type Recipient = 'rita' | 'sam';

/** What each of control, stimulus and fence reaches. */
interface Reached {
  readonly control?: readonly Recipient[];
  readonly stimulus: readonly Recipient[];
  readonly fence?: readonly Recipient[];
}

const both = ['rita', 'sam'] as const;

function probed(expected: string): ReturnType<typeof scenarioOf> {
  return scenarioOf(`
steps:
  - probe: { from: tess, to: { jid: a.test }, addresses: [{ to: sam }, { bcc: rita }], ${expected} }
  - probe: { from: tess, to: { bare: rita }, label: A-S, expect: delivered }
`);
}

/** The findings for the first step that did not pass. */
function wrong(expected: string, reached: Reached, errors: readonly Told[] = []): string[] {
  const told = Object.entries({ control: both, fence: both, ...reached })
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .flatMap(([key, sessions]) => {
      const label = key === 'stimulus' ? 'A-S' : 'A-U';
      const raw = message(key, `nonce-${key}`, label, `from='${actors.tess}' to='a.test'`);
      const value = { id: key, nonce: `nonce-${key}`, to: 'a.test', from: 'tess', at: both, label };
      return [note(0, key, value), sent('tess', raw), ...sessions.map((name) => received(name, raw))];
    });
  const lines = [begin(0), ...told, ...errors, ...Object.values(ping(0)), end(0)];
  const { findings } = judge(probed(expected), 'scenario', transcriptOf(lines), fixtures);
  return findings
    .filter(({ step, outcome }) => step === 0 && outcome !== 'passed')
    .map(({ outcome, claim }) => `${outcome}: ${claim}`);
}

const order = ['control', 'stimulus', 'fence'];

const toSam = 'at: [sam], notAt: [rita], label: A-S, expect: delivered';
const toNobody = 'at: [sam, rita], label: A-S, expect: refused';

describe('judgeProbe, of a message to several', () => {
  const ofRita = refusalOf('stimulus');
  const ofService = refusalOf('stimulus', '', "from='a.test'");
  const fromNobody = refusalOf('stimulus', '', '');
  const ofSam = refusalOf('stimulus', '', `from='${actors.sam}'`);

  it('takes an error for the one who is refused, from that one or from the service, or none', () => {
    const reached = { stimulus: ['sam'] } as const;
    for (const errors of [[], [ofRita], [ofService], [fromNobody]])
      expect(wrong(toSam, reached, errors)).to.deep.equal([]);
  });

  it('fails on an error for one who gets it, on one too many, and on one that says too much', () => {
    const reached = { stimulus: ['sam'] } as const;
    expect(wrong(toSam, reached, [ofSam])).to.deep.equal([
      'failed: an error is for a recipient who is refused',
    ]);
    expect(wrong(toSam, reached, [ofRita, ofService])).to.deep.equal([
      'failed: tess is told at most once of each (ERR-06)',
    ]);
    const telling = refusalOf('stimulus', '<body>nonce-stimulus</body>');
    expect(wrong(toSam, reached, [telling])).to.deep.equal([
      'failed: the error repeats nothing of the message (ERR-02)',
    ]);
  });

  it('fails on any error where there is to be silence', () => {
    const silent = `${toSam}, refusal: { silence: required }`;
    expect(wrong(silent, { stimulus: ['sam'] })).to.deep.equal([]);
    expect(wrong(silent, { stimulus: ['sam'] }, [ofRita])).to.deep.equal(['failed: tess is told nothing']);
  });

  it('fails when the one who must not get it does, and when the other does not', () => {
    expect(wrong(toSam, { stimulus: both })).to.deep.equal(['failed: rita does not receive the message']);
    expect(wrong(toSam, { stimulus: [] })).to.deep.equal(['failed: sam receives the message once']);
  });

  it('is inconclusive where one of them is not fenced', () => {
    expect(wrong(toSam, { stimulus: ['sam'], fence: ['sam'] })).to.include(
      'inconclusive: rita does not receive the message',
    );
  });

  it('takes one error for each of those addressed where nobody gets it, and no more', () => {
    expect(wrong(toNobody, { stimulus: [] }, [ofService])).to.deep.equal([]);
    expect(wrong(toNobody, { stimulus: [] }, [ofRita, ofSam])).to.deep.equal([]);
    const odd = refusalOf('stimulus', '', `from='${actors.sam}'`, 'continue');
    expect(wrong(toNobody, { stimulus: [] }, [ofRita, odd])).to.have.lengthOf(1);
    expect(wrong(toNobody, { stimulus: [] }, [ofRita, ofSam, ofService])).to.deep.equal([
      'failed: tess is told at most once (ERR-06)',
    ]);
  });
});
