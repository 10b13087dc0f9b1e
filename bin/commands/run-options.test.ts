import { expect } from 'chai';
import {
  checkFaults,
  peerNamed,
  readBudget,
  readNames,
  readRepeat,
  readShard,
  targetNamed,
} from './run-options.ts';

describe('targetNamed', () => {
  it('refuses a name that no target has, and lists those that there are', () => {
    expect(() => targetNamed('prosdy')).to.throw(/^there is no target `prosdy`; did you mean `prosody`/);
    expect(() => targetNamed('nothing-like-it')).to.throw(
      /\(targets: reference, prosody, ejabberd.*, or a file that describes one: docs\/targets\.md\)$/,
    );
  });

  it('takes a file that describes one', () => {
    const { name, profile, naming } = targetNamed('docs/targets/mlink-19.4.yaml');
    expect({ name, profile, domain: naming?.domains['a.test'] }).to.deep.equal({
      name: 'mlink-19.4',
      profile: 'mlink-19.4',
      domain: 'alpha.lab',
    });
    expect(() => targetNamed('lab/nothing.yaml')).to.throw('`lab/nothing.yaml` cannot be read');
  });
});

describe('peerNamed', () => {
  it('refuses a server that a run cannot start under the names of scenarios', () => {
    expect(peerNamed('prosody').name).to.equal('prosody');
    expect(() => peerNamed('docs/targets/mlink-19.4.yaml')).to.throw(
      /^`docs\/targets\/mlink-19\.4\.yaml` cannot be a second server: .*; name one that the harness configures/,
    );
  });
});

describe('checkFaults', () => {
  it('refuses a fault for a server that has none', () => {
    expect(() => {
      checkFaults(['exit.user'], 'prosody');
    }).to.throw('`prosody` cannot be broken on purpose; leave --faults out');
  });

  it('refuses a fault that the reference server does not have', () => {
    expect(() => {
      checkFaults(['exit.usr'], 'reference');
    }).to.throw('there is no fault `exit.usr`');
  });
});

describe('readNames', () => {
  it('takes names apart at commas', () => {
    expect(readNames('a, b,,c')).to.deep.equal(['a', 'b', 'c']);
  });

  it('refuses a list without a name: nothing would be broken', () => {
    for (const text of ['', ' , ']) expect(() => readNames(text)).to.throw('as in exit.user,entry.user');
  });
});

describe('readBudget', () => {
  it('takes whole milliseconds, up to ten minutes', () => {
    expect(readBudget('5000')).to.equal(5000);
    for (const text of ['0', '-1', '1.5', 'soon', '600001', ''])
      expect(() => readBudget(text), text).to.throw('milliseconds');
  });
});

describe('readRepeat', () => {
  it('takes a number of runs that can be compared, up to a thousand', () => {
    expect(readRepeat('20')).to.equal(20);
    for (const text of ['0', '1', '-2', '2.5', 'often', '1001', ''])
      expect(() => readRepeat(text), text).to.throw('from 2 to 1000');
  });
});

describe('readShard', () => {
  it('takes one of so many, counted from 1', () => {
    expect(readShard('2/5')).to.deep.equal({ number: 2, of: 5 });
    expect(readShard('1/1')).to.deep.equal({ number: 1, of: 1 });
    for (const text of ['0/5', '6/5', '1/0', '1/1001', '-1/5', '1.5/2', '2', '2/5/7', ''])
      expect(() => readShard(text), text).to.throw('as in 2/5');
  });
});
