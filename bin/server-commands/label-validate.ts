import { Command } from 'commander';
import { answerValidate, readRequest } from '../../reference-server/tools/index.ts';
import { commandDesk, inputOf, requestOf, type ToolFlags, withToolOptions } from './tool-options.ts';
import { answering, type End, show, toolExitCodes } from './tool-report.ts';

/** `cmbac-server label validate`: is a label one that its policy allows? */
export function labelValidateCommand(end: End): Command {
  const command = new Command('validate')
    .summary('whether the policy allows a label')
    .description('Say whether the policy allows a label, and every rule that it breaks.')
    .argument('[label]', 'a file, - for stdin, or the label: base64 or hexadecimal ESS, XML, words')
    .addHelpText(
      'after',
      `
Exit codes: 0 valid, 1 not valid or not readable, 5 a file cannot be read.

Examples:
  $ npx cmbac-server label validate label.xml --spif policy.xml
  $ npx cmbac-server label validate label.yaml --spif policy.xml --mode new --now 2027-01-01T00:00:00Z
`,
    );
  return withToolOptions(command).action((label: string | undefined, flags: ToolFlags) => {
    answering(label, flags.json, end, () => {
      const request = { ...requestOf(flags), op: 'validate', label: inputOf('label', label) };
      const answer = answerValidate(readRequest(request, commandDesk()));
      show(answer, flags.json);
      end(answer.valid ? toolExitCodes.yes : toolExitCodes.no);
    });
  });
}
