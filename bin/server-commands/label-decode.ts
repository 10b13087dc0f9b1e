import { Command } from 'commander';
import { answerDecode, readRequest } from '../../reference-server/tools/index.ts';
import { commandDesk, inputOf, requestOf, type ToolFlags, withToolOptions } from './tool-options.ts';
import { answering, type End, show } from './tool-report.ts';

/** `cmbac-server label decode`: what a label says and, under SPIF files, what it means. */
export function labelDecodeCommand(end: End): Command {
  const command = new Command('decode')
    .summary('what a label says')
    .description(
      'Say what a label says; with --spif also what it means, whether it is valid, and its marking.',
    )
    .argument('[label]', 'a file, - for stdin, or the label: base64 or hexadecimal ESS, XML, words')
    .addHelpText(
      'after',
      `
Exit codes: 0 decoded, 5 the label or a file cannot be read.

Examples:
  $ npx cmbac-server label decode MRACAQQGCysGAQQBgf1ZggIB
  $ npx cmbac-server label decode label.xml --spif fixtures/policies/harness-a/spif.xml --lang fr
  $ npx cmbac-server label decode - --json < label.der
`,
    );
  return withToolOptions(command).action((label: string | undefined, flags: ToolFlags) => {
    answering(label, flags.json, end, () => {
      const request = { ...requestOf(flags), op: 'decode', label: inputOf('label', label) };
      show(answerDecode(readRequest(request, commandDesk())), flags.json);
    });
  });
}
