import { Command } from 'commander';
import { answerDecode, readRequest } from '../../reference-server/tools/index.ts';
import { commandDesk, inputOf, requestOf, type ToolFlags, withToolOptions } from './tool-options.ts';
import { answering, type End, show } from './tool-report.ts';

/** `cmbac-server clearance decode`: what a clearance says and, under SPIF files, what it grants. */
export function clearanceDecodeCommand(end: End): Command {
  const command = new Command('decode')
    .summary('what a clearance says')
    .description('Say what a clearance says; with --spif also what it grants, and which parts grant nothing.')
    .argument('[clearance]', 'a file, - for stdin, or the clearance: base64 or hexadecimal X.501, XML, words')
    .addHelpText(
      'after',
      `
Exit codes: 0 decoded, 5 the clearance or a file cannot be read.

Examples:
  $ npx cmbac-server clearance decode MBEGCysGAQQBgf1ZggIBAwIDeA== --spif policy.xml
  $ npx cmbac-server clearance decode clearance.xml --json
`,
    );
  return withToolOptions(command).action((clearance: string | undefined, flags: ToolFlags) => {
    answering(clearance, flags.json, end, () => {
      const request = { ...requestOf(flags), op: 'decode', clearance: inputOf('clearance', clearance) };
      show(answerDecode(readRequest(request, commandDesk())), flags.json);
    });
  });
}
