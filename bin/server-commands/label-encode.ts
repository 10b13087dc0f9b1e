import { Command } from 'commander';
import { stringify } from 'yaml';
import {
  answerEncode,
  type Encoded,
  labelSyntaxes,
  readRequest,
} from '../../reference-server/tools/index.ts';
import { commandDesk, inputOf, requestOf, type ToolFlags, withToolOptions } from './tool-options.ts';
import { answering, type End, show, toolExitCodes } from './tool-report.ts';
import { categoriesIn, collect } from './tool-words.ts';

interface EncodeFlags extends ToolFlags {
  readonly to: string;
  readonly policy?: string;
  readonly classification?: string;
  readonly category: readonly string[];
  readonly privacyMark?: string;
  readonly created?: string;
  readonly review?: string;
}

/** `cmbac-server label encode`: writes a label in a syntax. */
export function labelEncodeCommand(end: End): Command {
  const command = new Command('encode')
    .summary('write a label in a syntax')
    .description('Write a label, given in words or in any syntax, in the syntax that --to names.')
    .argument('[label]', 'a file, - for stdin, or the label; left out where --classification says it')
    .option('--to <syntax>', labelSyntaxes.join(', '), 'ess')
    .option('--policy <name>', 'the policy, by name or OID')
    .option('--classification <name>', 'the classification')
    .option('--category <category>', '`Tag set: VALUE, VALUE`; may be repeated', collect, [])
    .option('--privacy-mark <text>', 'the privacy mark')
    .option('--created <moment>', 'STANAG 4774: when the label was made (now)')
    .option('--review <moment>', 'STANAG 4774: when it is to be looked at again')
    .addHelpText(
      'after',
      `
Exit codes: 0 written, 1 written, and the policy does not allow such a label, 5 it cannot be written.

Examples:
  $ npx cmbac-server label encode --policy HARNESS-A --classification SECRET --category 'Compartment: ALPHA' --spif policy.xml
  $ npx cmbac-server label encode label.yaml --spif policy.xml --to stanag4774 --review 2027-01-01T00:00:00Z
  $ npx cmbac-server label encode label.xml --spif policy.xml --to ess --json
`,
    );
  return withToolOptions(command).action((label: string | undefined, flags: EncodeFlags) => {
    answering(label, flags.json, end, () => {
      encode(label, flags, end);
    });
  });
}

function encode(label: string | undefined, flags: EncodeFlags, end: End): void {
  const { to, created, review } = flags;
  const request = { mode: 'new', ...present(requestOf(flags)), op: 'encode', to, created, review };
  const answer = answerEncode(readRequest({ ...request, label: labelOf(label, flags) }, commandDesk()));
  show(answer, flags.json, () => ('clearances' in answer ? '' : encodedText(answer)));
  if ('clearances' in answer || answer.valid !== false) return;
  for (const { message } of answer.reasons ?? []) console.error(message);
  end(toolExitCodes.no);
}

/** What was encoded, alone: it can be piped. */
export function encodedText({ base64, xml, value }: Encoded): string {
  return base64 ?? xml ?? stringify(value);
}

function labelOf(label: string | undefined, flags: EncodeFlags): object {
  const { policy, classification, category, privacyMark } = flags;
  if (policy === undefined && classification === undefined) return inputOf('label', label);
  return { ...present({ policy, classification, privacyMark }), categories: categoriesIn(category) };
}

function present(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
