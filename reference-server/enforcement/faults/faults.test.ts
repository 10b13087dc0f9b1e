import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { FaultError, faultTable, noFaults, readFaults } from './faults.ts';

/** The sources of the reference server, without the table itself and without tests. */
const sources = readdirSync(new URL('../..', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/\.(test|fixture|contract)\.ts$/.test(path))
  .filter((path) => !path.endsWith('enforcement/faults/faults.ts'))
  .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
  .join('\n');

describe('the table of faults', () => {
  for (const name of Object.keys(faultTable)) {
    it(`${name} breaks something: a source asks for it`, () => {
      expect(sources).to.include(`'${name}'`);
    });
  }

  it('says of each in one sentence, without a full stop, what the broken server does', () => {
    for (const [name, does] of Object.entries(faultTable)) {
      expect(does, name).to.match(/^[a-z].*[^.]$/);
    }
  });
});

describe('readFaults', () => {
  it('takes the names of the table', () => {
    expect(readFaults(['exit.user', 'err.from', 'exit.user'])).to.deep.equal(
      new Set(['exit.user', 'err.from']),
    );
    expect(readFaults([])).to.deep.equal(noFaults);
  });

  it('refuses any other, and says which there are', () => {
    for (const name of ['exit', 'toString', '']) {
      expect(() => readFaults([name]))
        .to.throw(FaultError, `there is no fault \`${name}\`; the faults are entry.user, `)
        .with.property('name', 'FaultError');
    }
  });
});
