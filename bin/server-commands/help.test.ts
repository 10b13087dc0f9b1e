import { expect } from 'chai';
import type { Command } from 'commander';
import { clearanceCommand } from './clearance.ts';
import { decideCommand } from './decide.ts';
import { labelCommand } from './label.ts';
import { mapCommand } from './map.ts';
import { markCommand } from './mark.ts';
import { policyCommand } from './policy.ts';
import { spifCommand } from './spif.ts';

/** A command without commands inside: what somebody runs. */
function leaves(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
}

describe('the help of the tools of cmbac-server', () => {
  const make = [
    labelCommand,
    clearanceCommand,
    decideCommand,
    markCommand,
    mapCommand,
    spifCommand,
    policyCommand,
  ];
  const commands = make.flatMap((one) => leaves(one(() => undefined)));

  it('has exit codes and examples for each, and every option of the examples', () => {
    expect(commands.map((command) => command.name())).to.deep.equal([
      'decode',
      'encode',
      'validate',
      'decode',
      'encode',
      'decide',
      'mark',
      'map',
      'lint',
      'show',
      'policy',
    ]);
    for (const command of commands) {
      const [options = '', examples = ''] = helpOf(command).split('Examples:\n');
      expect(options, command.name()).to.match(/\nExit codes: 0 /);
      const used = [...examples.matchAll(/cmbac-server [^|<>]*/g)].flatMap(
        ([text]) => text.match(/--[a-z-]+/g) ?? [],
      );
      for (const option of used) expect(options, command.name()).to.include(option);
      expect(examples, command.name()).to.include('$ ');
    }
  });
});
