import { expect } from 'chai';
import { serialize } from '#xml';
import { type FaultName, readFaults } from '../enforcement/faults/faults.ts';
import { ess, message, securityLabel, stanza } from '../enforcement/rules.fixture.ts';
import { faultyCopy } from './faulty-copy.ts';

const labelled = message(
  `${securityLabel('A-S', '', `<equivalentlabel>${ess('B-S')}</equivalentlabel>`)}<body>hi</body>`,
);

function copy(sent: ReturnType<typeof stanza>, ...faults: readonly FaultName[]): string {
  return serialize(faultyCopy(sent, readFaults(faults)).element, 'jabber:client');
}

describe('faultyCopy', () => {
  it('lbl.strip: takes the label off', () => {
    expect(copy(labelled, 'lbl.strip')).to.include('<body>hi</body>').and.not.include('securitylabel');
  });

  it("lbl.repeat: takes off the label that the sender's last message had too", () => {
    const faults = readFaults(['lbl.repeat']);
    const [secret, open] = [message(securityLabel('A-S')), message(securityLabel('A-U'))];
    const kept = [secret, secret, open, secret, message('<body/>'), secret].map((one) =>
      serialize(faultyCopy(one, faults).element, 'jabber:client').includes('securitylabel'),
    );
    expect(kept).to.deep.equal([true, false, true, true, false, true]);
  });

  it('lbl.drop-equivalents: takes equivalent labels off', () => {
    expect(copy(labelled, 'lbl.drop-equivalents'))
      .to.include('<body>hi</body>')
      .and.include('<label>')
      .and.not.include('equivalentlabel');
  });

  it('leaves everything else as it is', () => {
    const error = stanza("<message type='error' to='romeo@a.test'><body/></message>");
    const iq = stanza("<iq type='get' id='i'><x xmlns='y'/></iq>");
    for (const each of [error, iq]) expect(faultyCopy(each, readFaults(['lbl.strip']))).to.equal(each);
    expect(faultyCopy(labelled, readFaults(['exit.user']))).to.equal(labelled);
  });
});
