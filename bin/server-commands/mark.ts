import { Command } from 'commander';
import { answerValidate, readRequest } from '../../reference-server/tools/index.ts';
import { commandDesk, inputOf, requestOf, type ToolFlags, withToolOptions } from './tool-options.ts';
import { answering, type End, show, toolExitCodes } from './tool-report.ts';

/** `cmbac-server mark`: what people are shown for a label. */
export function markCommand(end: End): Command {
  const command = new Command('mark')
    .summary('the marking of a label')
    .description('Write the marking that the policy gives a label.')
    .argument('[label]', 'a file, - for stdin, or the label: base64 or hexadecimal ESS, XML, words')
    .addHelpText(
      'after',
      `
Exit codes: 0 written, 1 the policy does not know or does not allow the label, 5 a file cannot be read.

Examples:
  $ npx cmbac-server mark label.xml --spif policy.xml --lang fr
  $ npx cmbac-server mark MRACAQQGCysGAQQBgf1ZggIB --spif policy.xml --location subject --json
`,
    );
  return withToolOptions(command).action((label: string | undefined, flags: ToolFlags) => {
    answering(label, flags.json, end, () => {
      const request = { ...requestOf(flags), op: 'mark', label: inputOf('label', label) };
      const answer = answerValidate(readRequest(request, commandDesk()));
      show(answer, flags.json, () => answer.marking ?? '');
      if (answer.valid) return;
      for (const { message } of answer.reasons) console.error(message);
      end(toolExitCodes.no);
    });
  });
}
