import { expect } from 'chai';
import { securityLabel } from '../enforcement/rules.fixture.ts';
import { Stage } from './server.fixture.ts';

describe('an announcement', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start({ verbs: { 'Announce(tess)': 'on' } });
  });
  afterEach(() => stage.stop());

  const announcement = (type = 'normal'): string =>
    `<message to='a.test/announce/online' type='${type}' id='m'>${securityLabel('A-S')}<body>all</body></message>`;

  it('is written to each session that is cleared, and the refusals are for the audit log', async () => {
    const tess = await stage.connect('tess', 'desk');
    const [sam, rita] = [await stage.connect('sam', 'desk'), await stage.connect('rita', 'desk')];
    for (const each of [tess, sam, rita]) await each.says('<presence/>');
    await tess.says(announcement());
    expect(await sam.heard())
      .to.include("<message from='tess@a.test/desk' to='sam@a.test/desk' id='m'>")
      .and.include('<body>all</body>');
    expect(await rita.heard()).to.equal('');
    expect(stage.audit.map(({ check, to }) => [check, to])).to.deep.equal([
      ['exit', 'a.test/announce/online'],
    ]);
  });

  it('reaches nobody who is not available', async () => {
    const tess = await stage.connect('tess', 'desk');
    const sam = await stage.connect('sam', 'desk');
    await sam.says("<presence type='unavailable'/>");
    await sam.heard();
    await tess.says(announcement());
    expect(await sam.heard()).to.equal('');
  });

  it('of groupchat, or from anybody who may not announce, is answered like any message to the server', async () => {
    const tess = await stage.connect('tess', 'desk');
    const sam = await stage.connect('sam', 'desk');
    for (const each of [await tess.says(announcement('groupchat')), await sam.says(announcement())])
      expect(each).to.include('<service-unavailable');
  });
});
