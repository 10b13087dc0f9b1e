import { expect } from 'chai';
import { TranscriptRecorder } from '../observe/index.ts';
import { PaperCast } from './cast.fixture.ts';
import { returnedLabels } from './returned-labels.ts';
import { Stage } from './stage.ts';
import { Unprepared } from './unprepared.ts';

describe('returnedLabels', () => {
  const recorder = new TranscriptRecorder(() => 0);
  const cast = new PaperCast({}, recorder);
  cast.remembered.set('secret', 'the-nonce');
  const stage = new Stage(
    {
      cast,
      domain: 'a.test',
      recorder,
      fixtures: { labelElement: () => '', placeholderText: () => undefined },
      tokens: { seed: 's', scenario: 'x', part: 'scenario' },
      budgetMs: 1,
      provision: () => Promise.resolve(),
    },
    0,
  );
  const message = `<message><body>the-nonce</body><securitylabel xmlns='urn:xmpp:sec-label:0'><label><e xmlns='e'>M Q==</e></label></securitylabel><BindingData xmlns='b'/><other/></message>`;

  it('gives every label of the message as this actor received it, and nothing else of it', () => {
    recorder.tell({ kind: 'stanza', actor: 'sam', direction: 'sent', raw: message.replace('M Q', 'other') });
    recorder.tell({ kind: 'stanza', actor: 'xenia', direction: 'received', raw: message });
    expect(returnedLabels(stage, 'secret', 'xenia').replaceAll('"', "'")).to.equal(
      `<securitylabel xmlns='urn:xmpp:sec-label:0'><label><e xmlns='e'>M Q==</e></label></securitylabel><BindingData xmlns='b'/>`,
    );
  });

  it('says that nothing can be returned where the message did not come, or was never sent', () => {
    expect(() => returnedLabels(stage, 'secret', 'sam')).to.throw(Unprepared, 'sam did not receive `secret`');
    expect(() => returnedLabels(stage, 'unknown', 'xenia')).to.throw(Unprepared);
  });
});
