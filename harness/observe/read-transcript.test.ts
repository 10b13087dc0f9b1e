import { expect } from 'chai';
import { readTranscript } from './read-transcript.ts';

const header = {
  schema: 'cmbac/transcript@1',
  scenario: 'exit/a',
  part: 'twin',
  scenarioHash: 'ab',
  target: 'reference',
  startedAt: '2026-01-01T00:00:00Z',
  actors: { tess: 'u-ts@a.test/h' },
  domain: 'a.test',
  seed: '1',
};
const lines = [
  { n: 1, at: 0, kind: 'step', step: 0, event: 'begin' },
  { n: 2, at: 0.5, kind: 'note', step: 0, key: 'stimulus', value: '{}' },
  { n: 3, at: 1, kind: 'stanza', actor: 'tess', direction: 'sent', raw: '<message/>' },
  { n: 4, at: 2, kind: 'stream', actor: 'tess', event: 'closed', detail: '' },
];
const footer = { footer: { lines: 4 } };

describe('readTranscript', () => {
  it('reads header, lines and footer', () => {
    expect(readTranscript(text(header, ...lines, footer))).to.deep.equal({ header, lines });
  });

  it('refuses what was cut short, wherever', () => {
    const whole = text(header, ...lines, footer);
    for (let length = 0; length < whole.length - 1; length++) {
      expect(() => readTranscript(whole.slice(0, length)), String(length)).to.throw(
        /^(the transcript|line 1 of)/,
      );
    }
  });

  it('says in one sentence what is wrong', () => {
    expect(() => readTranscript('')).to.throw('the transcript is empty; run the scenario again');
    expect(() => readTranscript(text({ ...header, schema: 'other' }, footer))).to.throw(
      'line 1 of the transcript is not a header',
    );
    expect(() => readTranscript(text(header))).to.throw('the transcript has no footer');
    expect(() => readTranscript(text(header, ...lines.slice(1), footer))).to.throw(
      'holds 3 lines, and its footer counts 4',
    );
    const strange = text(header, { n: 1, at: 0, kind: 'stanza' }, ...lines.slice(1), footer);
    expect(() => readTranscript(strange)).to.throw('line 2 of the transcript is not a transcript line');
  });
});

function text(...rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
