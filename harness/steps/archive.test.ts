import { expect } from 'chai';
import { TranscriptRecorder } from '../observe/index.ts';
import type { Archive } from '../scenario/index.ts';
import { paperActor } from './actor.fixture.ts';
import { playArchive } from './archive.ts';
import { PaperCast } from './cast.fixture.ts';
import { Stage } from './stage.ts';

const rsm = 'http://jabber.org/protocol/rsm';

/** All that sam sends, where each query is answered with the next of these, and after them none. */
async function sentBy(archive: Partial<Archive>, answers: readonly string[]): Promise<string[]> {
  const left = [...answers];
  const sam = paperActor('sam', (text) => {
    const id = /id='([^']+)'/.exec(text)?.[1] ?? '';
    if (text.includes('<ping')) sam.arrive(`<iq type='result' id='${id}'/>`);
    const answer = text.includes('<query') ? left.shift() : undefined;
    if (answer !== undefined) sam.arrive(`<iq type='result' id='${id}'>${answer}</iq>`);
  });
  const recorder = new TranscriptRecorder(() => 0);
  const stage = new Stage(
    {
      cast: new PaperCast({ sam }, recorder),
      domain: 'a.test',
      recorder,
      fixtures: { labelElement: () => '', placeholderText: () => undefined },
      tokens: { seed: 's', scenario: 'x', part: 'scenario' },
      budgetMs: 30,
      provision: () => Promise.resolve(),
    },
    0,
  );
  await playArchive(stage, { actor: 'sam', page: 50, holds: ['said'], lacks: [], ...archive });
  return sam.sent.map((text) => text.replace(/[a-z2-7]{20,}/g, '*'));
}

const page = (last: string, complete = ''): string =>
  `<fin xmlns='urn:xmpp:mam:2'${complete}><set xmlns='${rsm}'><last>${last}</last></set></fin>`;
const query = (inside: string, to = ''): string =>
  `<iq type='set' id='*'${to}><query xmlns='urn:xmpp:mam:2' queryid='*'><set xmlns='${rsm}'>${inside}</set></query></iq>`;
const first = query('<max>50</max>');

describe('playArchive', () => {
  it('asks for page after page until one says that this was all', async () => {
    expect(await sentBy({}, [page('a'), page('b&amp;c'), page('d', " complete='true'")])).to.deep.equal([
      first,
      query('<max>50</max><after>a</after>'),
      query('<max>50</max><after>b&amp;c</after>'),
    ]);
  });

  it('asks a room for as many as it is told', async () => {
    expect(await sentBy({ room: 'ops', page: 2 }, [page('a', " complete='true'")])).to.deep.equal([
      query('<max>2</max>', " to='ops@muc.a.test'"),
    ]);
  });

  it('ends where a page does not say from where to go on, or goes on from where it began', async () => {
    expect(await sentBy({}, ["<fin xmlns='urn:xmpp:mam:2'/>"])).to.deep.equal([first]);
    expect(await sentBy({}, ['<error/>'])).to.deep.equal([first]);
    expect(await sentBy({}, [page('a'), page('a')])).to.have.length(2);
  });

  it('leaves an archive that never ends', async () => {
    const endless = Array.from({ length: 200 }, (_, number) => page(`m${number}`));
    expect(await sentBy({}, endless)).to.have.length(100);
  });

  it('pings the server where no answer came', async () => {
    expect(await sentBy({}, [])).to.deep.equal([
      first,
      "<iq type='get' id='*' to='a.test'><ping xmlns='urn:xmpp:ping'/></iq>",
    ]);
  });
});
