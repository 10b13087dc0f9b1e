import { expect } from 'chai';
import { arrow, samplePart, sampleTwin } from './sample-run.ts';
import { columnWidth, gutter, headHeight, layOut, rowHeight } from './sequence-layout.ts';

const tessX = gutter + 0.5 * columnWidth;
const targetX = gutter + 1.5 * columnWidth;
const ritaX = gutter + 2.5 * columnWidth;

describe('layOut', () => {
  it('stands the sender left of the target and the recipient right of it', () => {
    expect(layOut(samplePart(), 'reference').lifelines).to.deep.equal([
      { name: 'tess', x: tessX, isTarget: false },
      { name: 'reference', x: targetX, isTarget: true },
      { name: 'rita', x: ritaX, isTarget: false },
    ]);
  });

  it('gives every row its own height, and the drawing room for all', () => {
    const { rows, height, width } = layOut(samplePart(), 'reference');
    expect(rows.map(({ y }) => y)).to.deep.equal(
      rows.map((_, index) => headHeight + rowHeight * (index + 1)),
    );
    expect({ height, width }).to.deep.equal({
      height: headHeight + rowHeight * (rows.length + 1),
      width: gutter + 3 * columnWidth,
    });
  });

  it('draws what is sent to the target and what is received from it, and where it ends', () => {
    const rows = layOut(samplePart(), 'reference').rows.flatMap((row) => (row.kind === 'arrow' ? [row] : []));
    const drawn = rows.map(({ arrow: { line }, fromX, toX, end }) => ({ line, fromX, toX, end }));
    expect(drawn).to.deep.equal([
      { line: 3, fromX: tessX, toX: targetX, end: 'arrives' },
      { line: 4, fromX: targetX, toX: ritaX, end: 'arrives' },
      { line: 5, fromX: tessX, toX: targetX, end: 'stopped' },
      { line: 6, fromX: targetX, toX: tessX, end: 'error' },
      { line: 7, fromX: tessX, toX: targetX, end: 'arrives' },
      { line: 8, fromX: targetX, toX: ritaX, end: 'arrives' },
      { line: 9, fromX: tessX, toX: targetX, end: 'arrives' },
      { line: 10, fromX: targetX, toX: tessX, end: 'arrives' },
    ]);
  });

  it('does not stop a stimulus that somebody receives', () => {
    const rows = layOut(sampleTwin(), 'reference').rows.flatMap((row) =>
      row.kind === 'arrow' ? [row.end] : [],
    );
    expect(new Set(rows)).to.deep.equal(new Set(['arrives']));
  });

  it('passes on an error that is the stimulus, and does not draw it as a refusal', () => {
    const error = `<message type="error" id="e1"/>`;
    const arrows = [
      arrow(1, 'tess', 'sent', 'stimulus', 'error gone', error),
      arrow(2, 'rita', 'received', 'stimulus', 'error gone', error),
    ];
    const { rows } = layOut(
      samplePart({ steps: [{ summary: 's', outcome: 'passed', arrows }] }),
      'reference',
    );
    expect(rows.flatMap((row) => (row.kind === 'arrow' ? [row.end] : []))).to.deep.equal([
      'arrives',
      'error',
    ]);
  });

  it('draws the fence beneath its last arrival', () => {
    const { rows } = layOut(samplePart(), 'reference');
    const at = rows.findIndex((row) => row.kind === 'fence');
    const before = rows[at - 1];
    expect(rows.filter((row) => row.kind === 'fence').map(({ arrived }) => arrived)).to.deep.equal([true]);
    expect(before?.kind === 'arrow' && before.arrow.line).to.equal(8);
  });

  it('says at the end of the step that no fence arrived', () => {
    const part = samplePart();
    const steps = part.steps.map((step) => ({ ...step, arrows: step.arrows.slice(0, 5) }));
    expect(layOut({ ...part, steps }, 'reference').rows.at(-1)).to.deep.include({
      kind: 'fence',
      arrived: false,
    });
  });

  it('does not take the answer to the sender’s ping for the fence that the recipient lacks', () => {
    const part = samplePart();
    const steps = part.steps.map((step) => ({
      ...step,
      arrows: step.arrows.filter(({ line }) => line !== 8),
    }));
    const pinged = steps.map((step) => ({
      ...step,
      arrows: step.arrows.map((each) => (each.line > 8 ? { ...each, role: 'fence' as const } : each)),
    }));
    const fences = layOut({ ...part, steps: pinged }, 'reference').rows.filter(
      ({ kind }) => kind === 'fence',
    );
    expect(fences.map((row) => ({ ...row, y: 0 }))).to.deep.equal([{ y: 0, kind: 'fence', arrived: false }]);
  });

  it('draws one fence for each round of a step that has several', () => {
    const [step] = samplePart().steps;
    const again = step?.arrows.slice(0, 6) ?? [];
    const part = samplePart({
      steps: [{ summary: 'a matrix', outcome: 'passed', arrows: [...again, ...again] }],
    });
    expect(layOut(part, 'reference').rows.filter(({ kind }) => kind === 'fence')).to.have.length(2);
  });

  it('draws a step that does not hold before those that do, and folds what is too long to read', () => {
    const many = Array.from({ length: 50 }, (_, n) =>
      arrow(n + 1, 'tess', 'sent', 'other', 'presence', '<presence/>'),
    );
    const steps = [
      { summary: 'one', outcome: 'passed', arrows: many },
      { summary: 'two', outcome: 'failed', arrows: many },
    ] as const;
    const { rows } = layOut(samplePart({ outcome: 'failed', steps }), 'reference');
    expect(rows.filter(({ kind }) => kind !== 'arrow').map((row) => ({ ...row, y: 0 }))).to.deep.equal([
      { y: 0, kind: 'step', number: 1, summary: 'one', outcome: 'passed' },
      { y: 0, kind: 'folded', stanzas: 50 },
      { y: 0, kind: 'step', number: 2, summary: 'two', outcome: 'failed' },
    ]);
  });

  it('has the target alone for a part in which nothing passed', () => {
    expect(layOut(samplePart({ steps: [] }), 'reference').lifelines).to.have.length(1);
  });
});
