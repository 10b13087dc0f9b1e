import { Command } from 'commander';
import { stringify } from 'yaml';
import { answerMap, readRequest } from '../../reference-server/tools/index.ts';
import { commandDesk, inputOf, requestOf, type ToolFlags, withToolOptions } from './tool-options.ts';
import { answering, type End, show, toolExitCodes } from './tool-report.ts';

interface MapFlags extends ToolFlags {
  readonly to: string;
  readonly purpose?: string;
}

/** `cmbac-server map`: what a label is under another policy. */
export function mapCommand(end: End): Command {
  const command = new Command('map')
    .summary('a label under another policy')
    .description("Say what a label is under another policy, by its own policy's equivalences.")
    .argument('[label]', 'a file, - for stdin, or the label: base64 or hexadecimal ESS, XML, words')
    .requiredOption('--to <policy>', 'the other policy, by OID or name; its SPIF is among --spif')
    .option('--purpose <side>', 'originate (left out), receive, or intermediary')
    .addHelpText(
      'after',
      `
Exit codes: 0 mapped, 1 there is no equivalent, or the label is not valid, 5 a file cannot be read.

Examples:
  $ npx cmbac-server map label.xml --to HARNESS-B --spif harness-a.xml harness-b.xml
  $ npx cmbac-server map label.yaml --to 1.3.6.1.4.1.32473.258.2 --purpose receive --spif a.xml b.xml --json
`,
    );
  return withToolOptions(command).action((label: string | undefined, flags: MapFlags) => {
    answering(label, flags.json, end, () => {
      const { to, purpose } = flags;
      const request = { ...requestOf(flags), op: 'map', to, purpose, label: inputOf('label', label) };
      const answer = answerMap(readRequest(request, commandDesk()));
      const { label: words, marking, base64, findings } = answer;
      show(answer, flags.json, () =>
        answer.mapped ? stringify({ label: words, marking, base64, findings }) : 'no equivalent',
      );
      if (answer.mapped && answer.valid) return;
      for (const { message } of answer.reasons) console.error(message);
      end(toolExitCodes.no);
    });
  });
}
