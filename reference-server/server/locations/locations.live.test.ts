import { expect } from 'chai';
import type { FaultName } from '../../enforcement/index.ts';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { upTo } from '../provision/provision.fixture.ts';
import { type Chatter, Stage } from '../server.fixture.ts';
import { TestNameServer } from './name-server.fixture.ts';

const [low, high] = ['127.0.0.2', '127.0.0.3'];

/** Only UNCLASSIFIED may be at the one address, SECRET too at the other, and everything elsewhere. */
const places = {
  [`Loc(${low})`]: upTo('U'),
  [`Loc(${high})`]: upTo('U', 'R', 'C', 'S'),
  'Loc*': upTo('U', 'R', 'C', 'S', 'TS'),
};

function message(label: string, to = 'sam@a.test', type = 'chat'): string {
  return `<message to='${to}' type='${type}' id='m'>${securityLabel(label)}<body>${label}</body></message>`;
}

const bodies = (heard: string): string[] =>
  [...heard.matchAll(/<body>([^<]*)<[/]body>/g)].map(([, body]) => body ?? '');

describe('locations', () => {
  let stage: Stage;
  let tess: Chatter;

  async function begin(faults: readonly FaultName[] = []): Promise<void> {
    stage = await Stage.start({ verbs: places, faults });
    tess = await stage.connect('tess', 'desk');
  }

  afterEach(() => stage.stop());

  it('limit what is sent from there, and the sender gets the error of any denial', async () => {
    await begin();
    const sam = await stage.connectFrom(low, 'sam', 'below');
    const error = await sam.says(message('A-S', 'tess@a.test'));
    expect(error).to.include('<forbidden').and.not.include(low).and.not.include('SECRET');
    await (await stage.connectFrom(high, 'sam', 'above')).says(message('A-S', 'tess@a.test'));
    expect(bodies(await tess.heard())).to.deep.equal(['A-S']);
    expect(stage.audit.map(({ check }) => check)).to.deep.equal(['entry']);
  });

  it('are asked of each session by itself, and no sender hears of it', async () => {
    await begin();
    const [below, above] = [
      await stage.connectFrom(low, 'sam', 'below'),
      await stage.connectFrom(high, 'sam', 'above'),
    ];
    const heard = await tess.says(
      message('A-S') +
        message('A-U') +
        message('A-S', 'sam@a.test/below') +
        message('A-S', 'sam@a.test', 'headline'),
    );
    expect(heard).to.equal('');
    expect(bodies(await below.heard())).to.deep.equal(['A-U']);
    expect(bodies(await above.heard())).to.deep.equal(['A-S', 'A-U', 'A-S', 'A-S']);
  });

  it('tell nobody where a session is: what may not be there is kept for another, and answered by nothing', async () => {
    await begin();
    const sam = await stage.connectFrom(low, 'sam', 'below');
    const toSession = (type: string): string => message('A-S', 'sam@a.test/below', type);
    expect(await tess.says(message('A-S') + toSession('chat') + toSession('headline'))).to.equal('');
    expect(await tess.says(toSession('normal') + toSession('groupchat'))).to.equal('');
    expect(await tess.says(message('A-S', 'sam@a.test/nobody', 'normal'))).to.include('<service-unavailable');
    expect(bodies(await sam.says("<presence type='unavailable'/><presence/>"))).to.deep.equal([]);
    const above = await stage.connectFrom(high, 'sam', 'above', '');
    expect(bodies(await above.says('<presence/>'))).to.deep.equal(['A-S', 'A-S', 'A-S']);
    expect(bodies(await (await stage.connect('sam', 'last', '')).says('<presence/>'))).to.deep.equal([]);
  });

  it('are told to a sender by a server that is broken in that way', async () => {
    await begin(['loc.told']);
    await stage.connectFrom(low, 'sam', 'below');
    expect(await tess.says(message('A-S'))).to.include('not where the recipient is');
    expect(await tess.says(message('A-U'))).to.equal('');
  });

  it('have no provisioning that leaves other places unsaid', async () => {
    await begin();
    expect(await stage.provision('PUT', { 'Loc(::1)': 'none' })).to.equal(422);
    expect(await stage.provision('PUT', { 'Loc(::1)': 'none', 'Loc*': 'none' })).to.equal(204);
  });
});

describe('locations by name', () => {
  it('are those of the names that an address has when its client connects', async () => {
    const names = await TestNameServer.start({
      'PTR 3.0.0.127.in-addr.arpa': ['high.example'],
      'PTR 2.0.0.127.in-addr.arpa': ['high.example'],
      'A high.example': [high],
    });
    const stage = await Stage.start({
      config: { nameServer: names.address },
      verbs: {
        'Loc(High.example)': upTo('U', 'R', 'C', 'S'),
        'Loc(127.0.0.1)': upTo('U', 'S'),
        'Loc*': upTo('U'),
      },
    });
    try {
      const tess = await stage.connect('tess', 'desk');
      for (const place of [low, high])
        await (await stage.connectFrom(place, 'sam', 'desk')).says(message('A-S', 'tess@a.test'));
      expect(bodies(await tess.heard())).to.deep.equal(['A-S']);
      expect(names.asked.filter((asked) => asked.startsWith('PTR 3.'))).to.have.length(1);
    } finally {
      await stage.stop();
      await names.stop();
    }
  });
});
