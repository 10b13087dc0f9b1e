import { expect } from 'chai';
import { ScenarioError } from '../../harness/input/index.ts';
import { checkNames } from './unknown-names.ts';

const scenario = {
  id: 'exit/a',
  file: 'scenarios/exit/a.yaml',
  hash: '',
  title: 'a',
  requirements: [],
  needs: ['catalog'],
  kills: ['exit.user'],
  actors: {},
  provision: {},
  steps: [],
};

describe('checkNames', () => {
  it('takes the faults and the features that there are', () => {
    checkNames([scenario]);
  });

  it('tells each mistyped fault and feature with its file', () => {
    expect(() => {
      checkNames([scenario, { ...scenario, needs: ['catalogue'], kills: ['exit.usr'] }]);
    }).to.throw(
      ScenarioError,
      'scenarios/exit/a.yaml: unknown fault `exit.usr` in `kills`; did you mean `exit.user`?\n' +
        'scenarios/exit/a.yaml: unknown feature `catalogue` in `needs`; did you mean `catalog`?',
    );
  });
});
