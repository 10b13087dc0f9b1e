import { expect } from 'chai';
import { TranscriptRecorder, transcriptName, transcriptText } from './record-transcript.ts';
import type { TranscriptHeader } from './transcript.ts';

const header: TranscriptHeader = {
  schema: 'cmbac/transcript@1',
  scenario: 'exit/recipient-not-cleared',
  part: 'twin',
  scenarioHash: '00',
  target: 'reference',
  startedAt: '2026-11-21T12:00:00.000Z',
  actors: { rita: 'u-r@a.test/rita' },
  domain: 'a.test',
  seed: 's',
};

describe('TranscriptRecorder', () => {
  it('numbers lines from 0 and times them from its beginning', () => {
    const times = [100, 100.0004, 102.12345];
    const recorder = new TranscriptRecorder(() => times.shift() ?? 0);
    recorder.tell({ kind: 'step', step: 0, event: 'begin' });
    recorder.tell({ kind: 'stanza', actor: 'rita', direction: 'received', raw: '<message/>' });
    expect(recorder.transcript(header)).to.deep.equal({
      header,
      lines: [
        { n: 0, at: 0, kind: 'step', step: 0, event: 'begin' },
        { n: 1, at: 2.123, kind: 'stanza', actor: 'rita', direction: 'received', raw: '<message/>' },
      ],
    });
  });
});

describe('transcriptText', () => {
  it('is a header, lines, and a footer that counts them', () => {
    const lines = [{ n: 0, at: 1, kind: 'step', step: 0, event: 'end' } as const];
    const rows = transcriptText({ header, lines }).split('\n');
    expect(rows.slice(0, -1).map((row): unknown => JSON.parse(row))).to.deep.equal([
      header,
      lines[0],
      { footer: { lines: 1 } },
    ]);
  });

  it('goes to a file that is named for its scenario and part', () => {
    expect(transcriptName(header)).to.equal('exit__recipient-not-cleared.twin.ndjson');
  });
});
