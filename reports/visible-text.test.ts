import { expect } from 'chai';
import { visible } from '../harness/record/index.ts';
import { badgeSvg } from './badge.ts';
import { differences } from './differences.ts';
import { explain } from './explain.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { samplePart, sampleRun, sampleScenario } from './sample-run.ts';
import { scsSummary } from './scs/summary.ts';
import { summary } from './summary.ts';
import { targetCheckTable } from './target-check.ts';

/** Colour, a cursor that goes up, the same in one character, and text that is written backwards. */
const hostile = 'red\u001b[31m up\u009b2A \u202eexe.png\u0000 https://evil.example www.evil.example';
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;

describe('visible', () => {
  it('writes out what a terminal would obey, and leaves lines, tabs and every letter', () => {
    expect(visible(hostile)).to.match(/^red\\u\{1b\}\[31m up\\u\{9b\}2A \\u\{202e\}exe\.png\\u\{0\} /);
    expect(visible('a\n\tü 漢 👍🏽\u200d')).to.equal('a\n\tü 漢 👍🏽\u200d');
    expect(visible('a\r\nb')).to.equal('a\\u{d}\nb');
  });
});

describe('what a server says of itself and in its stanzas', () => {
  const target = { name: 'prosody', product: hostile, version: hostile };
  const finding = { step: 0, outcome: 'failed', kind: 'leak', claim: 'it holds', seen: hostile } as const;
  const part = samplePart({ outcome: 'failed', findings: [{ ...finding, evidence: [] }] });
  const scenario = sampleScenario({ outcome: 'failed', kind: 'leak', reason: hostile, parts: [part] });
  const run = sampleRun({ target, scenarios: [scenario] });
  const compared = { target, suite: run.suite, startedAt: run.startedAt, faults: [] };

  for (const [where, text] of [
    ['the summary', summary(run, 'out')],
    ['an explanation', explain(scenario, [])],
    ['Markdown', markdown(run)],
    ['the badge', badgeSvg(run)],
    ['JUnit', junit(run, 'out')],
    [
      'differences',
      differences({
        ...{ schema: 'cmbac/diff@1', before: compared, after: compared, same: 0 },
        ...{ regressed: [], mended: [], changed: [], added: [], gone: [] },
      }),
    ],
    [
      'the table of a check',
      targetCheckTable({
        ...{ schema: 'cmbac/target-check@1', startedAt: '', wallMs: 1, claims: [], exitCode: 1 },
        target: { ...target, kind: 'process' },
        rows: [{ group: 'login', name: 'a', mark: 'no', seen: hostile }],
        verdict: 'not in order',
      }),
    ],
    [
      'the summary of scripts',
      scsSummary(
        {
          ...{ schema: 'cmbac/scs@1', match: 'scansion', plays: 1, startedAt: '', wallMs: 1 },
          ...{ target, scripts: [], exitCode: 0 },
        },
        'out',
      ),
    ],
  ] as const)
    it(`says nothing to a terminal, and hides nothing: ${where}`, () => {
      expect(text).to.contain('red').and.not.to.match(obeyed);
    });

  it('is no link in Markdown', () => {
    const [heading = ''] = markdown(run).split('\n');
    expect(heading)
      .to.contain('evil.example')
      .and.not.to.match(/https:\/\/|www\.evil/);
  });
});
