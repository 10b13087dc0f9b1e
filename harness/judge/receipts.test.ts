import { expect } from 'chai';
import { readEvidence } from './evidence.ts';
import { receiptFlaws } from './receipts.ts';
import { actors, begin, note, received, sent, transcriptOf } from './transcript.fixture.ts';

const receipt = (id: string): string =>
  `<message from='${actors.rita}'><received xmlns='urn:xmpp:receipts' id='${id}'/></message>`;

/** What was seen of receipts for tess's message m1 when these came to tess. */
function flaws(...raws: readonly string[]): string[] {
  const lines = [
    begin(0),
    note(0, 'stimulus', { id: 'm1', from: 'tess' }),
    sent('tess', "<message id='m1'/>"),
    ...raws.map((raw) => received('tess', raw)),
    received('rita', receipt('m1')),
  ];
  const evidence = readEvidence(transcriptOf(lines));
  const [stimulus] = evidence.notes;
  if (!stimulus) throw new Error('the note is missing');
  return receiptFlaws(evidence, stimulus, 'tess').map(({ outcome, seen }) => `${outcome}: ${String(seen)}`);
}

describe('receiptFlaws', () => {
  it('finds whatever tells the sender that a refused message came', () => {
    const marker = `<message from='${actors.rita}'><displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/></message>`;
    expect([flaws(receipt('m1')), flaws(marker)]).to.deep.equal([['failed: one came'], ['failed: one came']]);
  });

  it('finds nothing in a receipt for another message, in an error, or in an answer', () => {
    const error = "<message id='m1' type='error'><error type='auth'/></message>";
    expect(flaws(receipt('m2'), error, "<iq id='x' type='result'><y id='m1'/></iq>")).to.deep.equal([]);
  });
});
