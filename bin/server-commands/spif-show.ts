import { Command } from 'commander';
import { SpifShelf, showPolicy } from '../../reference-server/tools/index.ts';
import { FileSources } from './file-sources.ts';
import { answering, type End, show } from './tool-report.ts';

/** `cmbac-server spif show`: the words and numbers of a policy. */
export function spifShowCommand(end: End): Command {
  return new Command('show')
    .summary('what a policy says')
    .description(
      'Show the classifications, tag sets, values and equivalents of a policy, with their numbers.',
    )
    .argument('<file>', 'a SPIF file')
    .option('--strict', 'refuse a SPIF that departs from its schema')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      `
Exit codes: 0 shown, 5 the file cannot be loaded.

Examples:
  $ npx cmbac-server spif show policy.xml
  $ npx cmbac-server spif show policy.xml --json | jq -r '.classifications[].name'
`,
    )
    .action((file: string, { strict, json }: { strict?: true; json?: true }) => {
      answering(file, json, end, () => {
        const mode = strict === true ? 'strict' : 'lenient';
        const { governing } = new SpifShelf(new FileSources()).take([file], mode);
        show(showPolicy(governing), json);
      });
    });
}
