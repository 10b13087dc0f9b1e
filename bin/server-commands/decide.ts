import { Command } from 'commander';
import { answerDecide, answerMark, readRequest } from '../../reference-server/tools/index.ts';
import { commandDesk, inputOf, requestOf, type ToolFlags, withToolOptions } from './tool-options.ts';
import { answering, type End, show, toolExitCodes } from './tool-report.ts';
import { collect } from './tool-words.ts';

interface DecideFlags extends ToolFlags {
  readonly label: string;
  readonly clearance: readonly string[];
}

/** `cmbac-server decide`: grant or deny, and why. */
export function decideCommand(end: End): Command {
  const command = new Command('decide')
    .summary('grant or deny, and why')
    .description('Say whether a holder of the clearances may handle what the label marks, and why not.')
    .requiredOption('--label <label>', 'a file, - for stdin, or the label; `default` for the default label')
    .option(
      '--clearance <clearance>',
      'a file, or the clearance; repeated for several grants; none',
      collect,
      [],
    )
    .addHelpText(
      'after',
      `
Exit codes: 0 grant, 1 deny (also for what cannot be decoded), 5 a file cannot be read.

Examples:
  $ npx cmbac-server decide --spif policy.xml --label label.xml --clearance clearance.xml
  $ npx cmbac-server decide --spif policy.xml --label MRACAQQGCysGAQQBgf1ZggIB --clearance MBEGCysGAQQBgf1ZggIBAwIFYA== --json
`,
    );
  return withToolOptions(command).action((flags: DecideFlags) => {
    answering(undefined, flags.json, end, () => {
      decide(flags, end);
    });
  });
}

function decide(flags: DecideFlags, end: End): void {
  const desk = commandDesk();
  const label = flags.label === 'default' ? null : inputOf('label', flags.label);
  const clearance = flags.clearance.map((one) => inputOf('clearance', one));
  const request = readRequest({ ...requestOf(flags), op: 'decide', label, clearance }, desk);
  const answer = answerDecide(request);
  const shown = answerMark({ ...request, label: undefined });
  const clearances =
    'clearances' in shown ? shown.clearances.map(({ marking }) => marking ?? 'of no loaded policy') : [];
  show(answer, flags.json, () => explained(answer, clearances));
  end(answer.grant ? toolExitCodes.yes : toolExitCodes.no);
}

/** A decision as a person asks for it: what was looked at, each rule that was in the way, what would do. */
function explained(answer: ReturnType<typeof answerDecide>, clearances: readonly string[]): string {
  const { grant, marking, valid, under, reasons, findings, needed } = answer;
  const lines = [
    grant ? 'GRANT' : 'DENY',
    line('label', `${marking ?? 'unknown'} (${valid ? 'valid' : 'not valid'})`),
    ...(clearances.length === 0 ? ['none'] : clearances).map((one) => line('clearance', one)),
    ...(under === undefined ? [] : [line('under', `policy ${under}, by equivalence`)]),
    ...reasons.map(({ message, clearance }) =>
      line('because', clearance === undefined ? message : `${message} (clearance ${clearance + 1})`),
    ),
    ...findings.map(({ message }) => line('finding', message)),
    ...(needed === undefined ? [] : [line('needed', neededText(needed))]),
  ];
  return lines.join('\n');
}

function neededText(needed: NonNullable<ReturnType<typeof answerDecide>['needed']>): string {
  const { policy, classification, all, oneOf } = needed;
  return [
    `a clearance of ${policy} that lists ${classification}`,
    ...all.map(({ tagSet, values }) => `has ${values.join(' and ')} of ${tagSet}`),
    ...oneOf.map(({ tagSet, values }) => `has ${values.join(' or ')} of ${tagSet}`),
  ].join(', ');
}

function line(what: string, text: string): string {
  return `${what.padEnd(10)} ${text}`;
}
