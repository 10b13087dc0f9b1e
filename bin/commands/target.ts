import { Command } from 'commander';
import { checkTarget } from '../../harness/check/index.ts';
import { targets } from '../../harness/targets/index.ts';
import { targetCheckTable } from '../../reports/index.ts';
import { describedTarget, readBudget } from './run-options.ts';
import { loadSuite } from './suite.ts';

interface CheckWishes {
  readonly all?: true;
  readonly json?: true;
  readonly budget?: number;
}

/** `cmbac target`: what is asked of a server before any scenario is. */
export function targetCommand(end: (exitCode: number) => void): Command {
  const target = new Command('target')
    .summary('look at a server before it is tested')
    .description('Look at a server before it is tested.');
  return target.addCommand(checkCommand(end));
}

function checkCommand(end: (exitCode: number) => void): Command {
  return new Command('check')
    .summary('hold what is claimed of a server against what it does')
    .description(
      'Start a server, or connect to one that is there, and print as a table: how it is reached, TLS and its certificate, logins, service discovery, accounts, whether it says success to nonsense, and every claim beside what a probe saw. Scores no scenario.',
    )
    .argument(
      '<target>',
      `${[...targets.keys()].join(', ')}, or a file that describes a server (docs/targets.md)`,
    )
    .option('--all', 'every account logs in, and not only some')
    .option('--budget <ms>', 'longest wait for one answer', readBudget)
    .option('--json', 'what was seen as one JSON object on stdout')
    .addHelpText('after', `${exitCodes}${examples}`)
    .action(async (name: string, { all, json, budget }: CheckWishes) => {
      const suite = loadSuite();
      const { driver, description } = describedTarget(name, suite);
      const record = await checkTarget({
        driver,
        fixtures: suite.fixtures,
        ...(description && { claims: description.claims, version: description.product.version }),
        ...(all !== undefined && { all }),
        ...(budget !== undefined && { budgetMs: budget }),
      });
      end(record.exitCode);
      process.stdout.write(json ? `${JSON.stringify(record, undefined, 2)}\n` : targetCheckTable(record));
    });
}

const exitCodes = `
Exit codes:
  0  everything is as claimed
  1  a claim is wrong, success is said to nonsense, or something is not in order
  4  nothing answers there as an XMPP server, or it cannot be started here
  5  the command or the description is wrong
`;

const examples = `
Examples:
  $ npx cmbac target check prosody
  $ npx cmbac target check lab/alpha.yaml --all
  $ npx cmbac target check lab/alpha.yaml --json > alpha.json
`;
