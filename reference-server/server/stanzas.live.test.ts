import { expect } from 'chai';
import { readCatalog } from '#labels';
import { parseDocument, serialize } from '#xml';
import { ess, securityLabel } from '../enforcement/rules.fixture.ts';
import { labelled } from './provision/provision.fixture.ts';
import { type Chatter, Stage } from './server.fixture.ts';

const condition = (answer: string): string | undefined =>
  /<([a-z-]+) xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/.exec(answer)?.[1];
const body = '<body>nonce</body>';
const message = (content: string, to = 'rita@a.test/desk'): string =>
  `<message to='${to}' type='chat' id='m'>${content}</message>`;

describe('a stanza', () => {
  let stage: Stage;
  let sam: Chatter;
  let rita: Chatter;

  beforeEach(async () => {
    stage = await Stage.start();
    sam = await stage.connect('sam', 'desk');
    rita = await stage.connect('rita', 'desk');
  });

  afterEach(() => stage.stop());

  it('that cannot be read is answered, and the stream goes on', async () => {
    const conditions: (string | undefined)[] = [];
    for (const bad of [
      "<message to='@' id='m'><body/></message>",
      "<iq type='get' id='i'/>",
      "<iq type='get'><x xmlns='y'/></iq>",
      "<iq type='ask' id='i'><x xmlns='y'/></iq>",
      "<presence type='present'/>",
      message(securityLabel('A-U').repeat(2)),
      message(securityLabel('ess-truncated')),
      message(securityLabel('X-U')),
    ]) {
      conditions.push(condition(await sam.says(bad)));
    }
    expect(conditions).to.deep.equal([
      'jid-malformed',
      'bad-request',
      'bad-request',
      'bad-request',
      'bad-request',
      'bad-request',
      'bad-request',
      'forbidden',
    ]);
    expect(await rita.heard()).to.equal('');
  });

  it('without a label goes under the default, or is refused where there is none', async () => {
    expect(await sam.says(message(body))).to.equal('');
    expect(await rita.heard()).to.equal(
      "<message from='sam@a.test/desk' to='rita@a.test/desk' id='m' type='chat'><body>nonce</body></message>",
    );
    await stage.provision('PATCH', { 'Pol.label': labelled('S') });
    expect(condition(await sam.says(message(body)))).to.equal('forbidden');
    await stage.provision('PATCH', { 'Pol.label': 'none' });
    expect(condition(await sam.says(message(body)))).to.equal('policy-violation');
    expect(await rita.heard()).to.equal('');
  });

  it('that is an iq or a presence with a label reaches nobody', async () => {
    await sam.says("<presence to='rita@a.test/desk'/>");
    await rita.heard();
    const label = securityLabel('A-U');
    const answers: (string | undefined)[] = [];
    for (const bad of [
      `<presence>${label}</presence>`,
      `<presence to='rita@a.test/desk'>${label}</presence>`,
      `<presence type='subscribe' to='rita@a.test'>${label}</presence>`,
      `<iq type='get' id='i' to='rita@a.test/desk'><x xmlns='y'>${label}</x></iq>`,
      `<iq type='get' id='i' to='a.test'>${label}</iq>`,
    ]) {
      answers.push(condition(await sam.says(bad)));
    }
    expect(answers).to.deep.equal(Array.from({ length: 5 }, () => 'bad-request'));
    expect(await rita.heard()).to.equal('');
  });

  it('that is an iq goes to its session and back, and is answered where there is none', async () => {
    await sam.says("<iq type='get' id='i' to='rita@a.test/desk'><ping xmlns='urn:xmpp:ping'/></iq>");
    expect(await rita.heard()).to.equal(
      "<iq from='sam@a.test/desk' to='rita@a.test/desk' id='i' type='get'><ping xmlns='urn:xmpp:ping'/></iq>",
    );
    await rita.says("<iq type='result' id='i' to='sam@a.test/desk'/>");
    expect(await sam.heard()).to.equal(
      "<iq from='rita@a.test/desk' to='sam@a.test/desk' id='i' type='result'/>",
    );
    const asked = async (to: string): Promise<string | undefined> =>
      condition(await sam.says(`<iq type='get' id='i' to='${to}'><x xmlns='y'/></iq>`));
    expect([
      await asked('rita@a.test/gone'),
      await asked('nobody@a.test/x'),
      await asked('nobody@a.test'),
      await asked('a.test'),
      await asked('b.test'),
    ]).to.deep.equal([...Array.from({ length: 4 }, () => 'service-unavailable'), 'remote-server-not-found']);
  });

  it('that is an iq with content passes as the mode says, and its answer too', async () => {
    const profile = "<vCard xmlns='vcard-temp'/>";
    const ask = `<iq type='get' id='v' to='rita@a.test/desk'>${profile}</iq>`;
    expect(condition(await sam.says(ask))).to.equal('service-unavailable');
    expect(await rita.heard()).to.equal('');
    await stage.provision('PATCH', { iq: 'open' });
    await sam.says(ask);
    expect(await rita.heard()).to.include(profile);
    await stage.provision('PATCH', { iq: 'allow-list' });
    await rita.says(`<iq type='result' id='v' to='sam@a.test/desk'>${profile}</iq>`);
    expect(await sam.heard()).to.equal(
      "<iq from='rita@a.test/desk' to='sam@a.test/desk' id='v' type='error'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
    );
  });

  it('that is a stray result is nothing', async () => {
    for (const to of ['rita@a.test', 'rita@a.test/gone', 'a.test', 'b.test']) {
      expect(await sam.says(`<iq type='result' id='i' to='${to}'/>`)).to.equal('');
    }
  });

  describe('that is an error', () => {
    const error = (beside: string, to = 'rita@a.test/desk'): string =>
      `<message type='error' id='e' to='${to}'>${beside}<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`;

    it('is passed on unchecked, with nothing beside the error', async () => {
      await stage.provision('PATCH', { 'Pol.label': 'none' });
      await rita.says("<iq type='get' id='x' to='sam@a.test/desk'><ping xmlns='urn:xmpp:ping'/></iq>");
      await rita.says(`<message id='e' to='sam@a.test/desk'>${securityLabel('A-U')}</message>`);
      await sam.heard();
      expect(await sam.says(error(body))).to.equal('');
      expect(await rita.heard()).to.equal(
        error('').replace(
          "type='error' id='e' to='rita@a.test/desk'",
          "from='sam@a.test/desk' to='rita@a.test/desk' id='e' type='error'",
        ),
      );
    });

    it('is not passed on where it answers nothing, or the same a second time', async () => {
      expect(await sam.says(error(''))).to.equal('');
      await rita.says(`<message id='e' to='sam@a.test/desk'>${body}</message>`);
      await sam.says(error('') + error(''));
      expect((await rita.heard()).match(/<gone/g)).to.have.length(1);
    });

    it('with a label is discarded without a word', async () => {
      expect(await sam.says(error(securityLabel('A-U')))).to.equal('');
      expect(await rita.heard()).to.equal('');
    });

    it('for nobody is not answered', async () => {
      for (const to of ['rita@a.test', 'rita@a.test/gone', 'nobody@a.test', 'a.test', 'b.test']) {
        expect(await sam.says(error('', to))).to.equal('');
      }
      expect(await sam.says("<message type='error'/>")).to.equal('');
    });
  });

  it('of each label of a catalog is delivered, and of no other label', async () => {
    const items = (['U', 'R', 'C', 'S', 'TS'] as const).map((word) => ({ label: labelled(word) }));
    await stage.provision('PATCH', { 'Cat(a.test)': { items: [...items, {}] } });
    const asked = await sam.says(
      "<iq type='get' id='c'><catalog xmlns='urn:xmpp:sec-label:catalog:2' to='rita@a.test/desk'/></iq>",
    );
    const [catalog] = parseDocument(asked).children;
    if (typeof catalog !== 'object') throw new Error(asked);
    const offered = readCatalog(catalog).items.map(({ securityLabel: label }) =>
      label === undefined ? '' : serialize(label, 'jabber:client').replaceAll('"', "'"),
    );
    expect(offered).to.have.length(3);
    for (const label of offered) {
      expect(await sam.says(message(label + body))).to.equal('');
      expect(await rita.heard())
        .to.include(label)
        .and.include(body);
    }
    for (const name of ['A-C', 'A-S', 'A-TS']) {
      expect(condition(await sam.says(message(securityLabel(name) + body)))).to.equal('forbidden');
    }
  });

  it('without a label passes a binding catalog exactly where that offers to use none', async () => {
    const catalog = (...items: readonly unknown[]): Record<string, unknown> => ({
      'Cat(a.test)': { items },
      'Cat.restrict': 'on',
    });
    const sent = async (): Promise<string | undefined> => condition(await sam.says(message(body)));
    const asked = async (): Promise<boolean> =>
      (await sam.says("<iq type='get' id='c'><catalog xmlns='urn:xmpp:sec-label:catalog:2'/></iq>")).includes(
        '(no label)',
      );
    await stage.provision('PATCH', catalog({ label: labelled('R') }, {}));
    expect([await asked(), await sent()]).to.deep.equal([true, undefined]);
    await stage.provision('PATCH', catalog({ label: labelled('R') }));
    expect([await asked(), await sent()]).to.deep.equal([false, 'forbidden']);
  });
});

describe('a server that is broken on purpose', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  it('lbl.strip, lbl.drop-equivalents: takes labels off at delivery', async () => {
    const sent = message(securityLabel('A-R', '', `<equivalentlabel>${ess('B-R')}</equivalentlabel>`) + body);
    for (const [fault, kept] of [
      ['lbl.strip', 0],
      ['lbl.drop-equivalents', 1],
    ] as const) {
      stage = await Stage.start({ faults: [fault] });
      const [sam, rita] = [await stage.connect('sam', 'desk'), await stage.connect('rita', 'desk')];
      await sam.says(sent);
      const heard = await rita.heard();
      expect([heard.split('<esssecuritylabel').length - 1, heard.includes(body)]).to.deep.equal([kept, true]);
      if (fault === 'lbl.strip') await stage.stop();
    }
  });

  it('jid.forged: believes what a client says of itself', async () => {
    stage = await Stage.start({ faults: ['jid.forged'] });
    const [una, sam] = [await stage.connect('una', 'desk'), await stage.connect('sam', 'desk')];
    await una.says(`<message from='tess@a.test' to='sam@a.test'>${securityLabel('A-S')}${body}</message>`);
    expect(await sam.heard()).to.include("<message from='tess@a.test'");
  });

  it('order.side-effects, store.offline: keeps what exit refuses, and hands it over', async () => {
    stage = await Stage.start({ faults: ['order.side-effects', 'store.offline'] });
    const sam = await stage.connect('sam', 'desk');
    const refused = await sam.says(message(securityLabel('A-S') + body, 'rita@a.test'));
    expect(condition(refused)).to.equal('forbidden');
    const rita = await stage.connect('rita', 'desk', '');
    expect(await rita.says('<presence/>')).to.include(body);
  });

  it('err.checked: refuses an error for its label, which it has none of', async () => {
    stage = await Stage.start({ faults: ['err.checked'], verbs: { 'Pol.label': 'none' } });
    const [sam, rita] = [await stage.connect('sam', 'desk'), await stage.connect('rita', 'desk')];
    await sam.says("<message type='error' to='rita@a.test/desk'><error type='cancel'/></message>");
    expect(await rita.heard()).to.equal('');
    expect(stage.audit.map(({ kind }) => kind)).to.deep.equal(['unlabelled']);
  });

  it('says so in its version', async () => {
    stage = await Stage.start({ faults: ['exit.user', 'err.from'] });
    const sam = await stage.connect('sam', 'desk');
    expect(
      await sam.says("<iq type='get' id='v' to='a.test'><query xmlns='jabber:iq:version'/></iq>"),
    ).to.include('<version>1.2.3 (BROKEN: exit.user, err.from)</version>');
  });
});
