import { expect } from 'chai';
import { readEvidence } from './evidence.ts';
import { judgeFarFence } from './far-fence.ts';
import {
  actors,
  begin,
  end,
  fixtures,
  note,
  received,
  sent,
  type Told,
  transcriptOf,
} from './transcript.fixture.ts';

const servers = { 'a.test': 'one', 'b.test': 'another' };

/** What the judge says of tess's message to this address, with these lines in the step. */
function judged(to: string | undefined, lines: readonly (Told | undefined)[], header: object = { servers }) {
  const transcript = transcriptOf([begin(0), ...lines, end(0)]);
  const evidence = readEvidence({ ...transcript, header: { ...transcript.header, ...header } });
  const context = { evidence, steps: [], fixtures, memory: new Map<string, string>() };
  return judgeFarFence(context, { step: 0, suffix: '', from: 'tess', to });
}

function pinged(index: number, to: string, answer: 'result' | 'error' | 'none', suffix = ''): Told[] {
  const id = `far${suffix}-${index}`;
  const answered = received('tess', `<iq id='${id}' type='${answer}' from='${to}' to='${actors.tess}'/>`);
  return [
    note(0, `far-fence${suffix}.${index}`, { id, from: 'tess', to }),
    sent('tess', `<iq id='${id}' type='get' to='${to}'/>`),
    ...(answer === 'none' ? [] : [answered]),
  ];
}

describe('judgeFarFence', () => {
  it('is complete where the other server and the session there have answered', () => {
    const lines = [...pinged(0, 'b.test', 'result'), ...pinged(1, 'x@b.test/x', 'result')];
    expect(judged('x@b.test/x', lines)).to.deep.equal({ evidence: [4, 7], missing: [] });
  });

  it('is not where one of them has not, or its answer is an error, which the own server may have made', () => {
    for (const answer of ['none', 'error'] as const)
      expect(
        judged('x@b.test/x', [...pinged(0, 'b.test', 'result'), ...pinged(1, 'x@b.test/x', answer)]),
      ).to.deep.equal({ evidence: [4], missing: ["no answer to tess's ping to x@b.test/x"] });
  });

  it('misses a ping where the message went to the other server and none was sent, or only that of another probe', () => {
    expect(judged('nobody@b.test', []).missing).to.deep.equal(['no ping to b.test']);
    expect(judged('nobody@b.test', pinged(0, 'b.test', 'result', '.2')).missing).to.deep.equal([
      'no ping to b.test',
    ]);
    expect(judged('ops@muc.c.test', []).missing).to.deep.equal(['no ping to ops@muc.c.test']);
  });

  it('asks for none at the own server, and where there is only one', () => {
    expect(judged(actors.rita, [])).to.deep.equal({ evidence: [], missing: [] });
    expect(judged(undefined, [])).to.deep.equal({ evidence: [], missing: [] });
    expect(judged('x@b.test/x', [], {})).to.deep.equal({ evidence: [], missing: [] });
  });

  it('asks for those that were sent to sessions elsewhere, wherever the message itself went', () => {
    expect(judged('ops@muc.a.test', pinged(0, 'ops@muc.a.test/x', 'none')).missing).to.have.length(1);
  });
});
