import { expect } from 'chai';
import { jid } from '../../../xmpp/read.fixture.ts';
import { Invited } from './invited.ts';
import { OccupantRequests } from './occupant-requests.ts';

const [tess, sam, rita] = ['tess', 'sam', 'rita'].map((name) => jid(`${name}@a.test/desk`));
if (tess === undefined || sam === undefined || rita === undefined) throw new Error('no users');

describe('OccupantRequests', () => {
  it('gives each request back once, to who was asked', () => {
    const requests = new OccupantRequests();
    const [one, two] = ['q', 'q'].map((id) => requests.note({ asker: tess, id, answerer: sam }));
    expect(one).not.to.equal(two);
    expect(requests.settle(one ?? '', rita)).to.equal(undefined);
    expect(requests.settle(one ?? '', sam)).to.deep.equal({ asker: tess, id: 'q', answerer: sam });
    expect(requests.settle(one ?? '', sam)).to.equal(undefined);
    expect(requests.settle(two ?? '', sam)?.id).to.equal('q');
  });

  it('forgets the oldest of many, and all of who is gone', () => {
    const requests = new OccupantRequests();
    const other = requests.note({ asker: rita, id: 'q', answerer: sam });
    const ids = Array.from({ length: 33 }, (_, number) =>
      requests.note({ asker: tess, id: String(number), answerer: sam }),
    );
    expect(requests.settle(ids[0] ?? '', sam)).to.equal(undefined);
    expect(requests.settle(ids[1] ?? '', sam)?.id).to.equal('1');
    requests.forget(tess);
    expect(requests.settle(ids[2] ?? '', sam)).to.equal(undefined);
    expect(requests.settle(other, sam)?.id).to.equal('q');
  });

  it('gives back all that one who goes has not answered', () => {
    const requests = new OccupantRequests();
    requests.note({ asker: tess, id: 'one', answerer: sam });
    const kept = requests.note({ asker: tess, id: 'two', answerer: rita });
    requests.note({ asker: rita, id: 'three', answerer: sam });
    expect(requests.takeAskedOf(sam).map(({ id }) => id)).to.deep.equal(['one', 'three']);
    expect(requests.takeAskedOf(sam)).to.deep.equal([]);
    expect(requests.settle(kept, rita)?.id).to.equal('two');
  });
});

describe('Invited', () => {
  const shownAs = jid('ops@muc.a.test/tess');

  it('knows who asked, by the address that was shown and by no other, once', () => {
    const invited = new Invited();
    invited.note(sam.bare, tess.bare, shownAs);
    invited.note(rita.bare, tess.bare, shownAs);
    expect(invited.settle(sam.bare, jid('ops@muc.a.test/other'))).to.equal(undefined);
    expect(invited.settle(sam.bare, shownAs)).to.equal(tess.bare);
    expect(invited.settle(sam.bare, shownAs)).to.equal(undefined);
    expect(invited.settle(rita.bare, tess)).to.equal(undefined);
    expect(invited.settle(rita.bare, shownAs)).to.equal(tess.bare);
  });

  it('forgets the oldest of many', () => {
    const invited = new Invited();
    for (let number = 0; number <= 256; number += 1) invited.note(`u${number}@a.test`, tess.bare, shownAs);
    const known = [0, 1].map((number) => invited.settle(`u${number}@a.test`, shownAs));
    expect(known).to.deep.equal([undefined, tess.bare]);
  });
});
