import { expect } from 'chai';
import { judge } from './judge.ts';
import {
  actors,
  begin,
  end,
  fixtures,
  message,
  note,
  passing,
  ping,
  received,
  refusalOf,
  scenarioOf,
  sent,
  stream,
  transcriptOf,
} from './transcript.fixture.ts';

describe('judge, of an actor that gets another resource at its next login', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, label: A-S, expect: refused }
  - login: { actor: tess, expect: accepted }
twin: { title: The twin of a test, provision: { 'U(u-r)': [U, S] } }
`);
  const { control, controlSent, controlArrives } = passing(0, 'control', 'rita');
  const { fence, fenceSent, fenceArrives } = passing(0, 'fence', 'rita');
  const before = [stream('tess', 'open'), stream('tess', 'bound', actors.tess)];
  const after = [
    begin(1),
    stream('tess', 'open'),
    stream('tess', 'bound', 'u-ts@a.test/other'),
    ...Object.values(ping(1)),
    end(1),
  ];
  const probed = [
    begin(0),
    control,
    controlSent,
    note(0, 'stimulus', { id: 's', nonce: 'nonce-of-s', from: 'tess', to: actors.rita, at: ['rita'] }),
    sent('tess', message('s', 'nonce-of-s', 'A-S', `to='${actors.rita}'`)),
    fence,
    fenceSent,
    controlArrives,
    fenceArrives,
  ];

  it('takes an error for one to the sender that went to the JID it had then', () => {
    const { header, lines } = transcriptOf([
      ...before,
      ...probed,
      refusalOf('s'),
      ...Object.values(ping(0)),
      end(0),
      ...after,
    ]);
    const last = { ...header, actors: { ...actors, tess: 'u-ts@a.test/other' } };
    const { findings } = judge(scenario, 'scenario', { header: last, lines }, fixtures);
    expect(findings.filter(({ outcome }) => outcome !== 'passed')).to.deep.equal([]);
  });

  it('sees one that went to another JID', () => {
    const elsewhere = received(
      'tess',
      `<message type='error' id='s' from='${actors.rita}' to='u-ts@a.test/other'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    );
    const lines = [...before, ...probed, elsewhere, ...Object.values(ping(0)), end(0), ...after];
    const { findings } = judge(scenario, 'scenario', transcriptOf(lines), fixtures);
    expect(findings.filter(({ outcome }) => outcome !== 'passed').map(({ seen }) => seen)).to.deep.equal([
      'it goes to u-ts@a.test/other',
    ]);
  });
});
