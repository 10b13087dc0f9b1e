import { Command } from 'commander';
import { answerEncode, clearanceSyntaxes, readRequest } from '../../reference-server/tools/index.ts';
import { encodedText } from './label-encode.ts';
import { commandDesk, inputOf, requestOf, type ToolFlags, withToolOptions } from './tool-options.ts';
import { answering, type End, show } from './tool-report.ts';
import { categoriesIn, collect, wordsIn } from './tool-words.ts';

interface EncodeFlags extends ToolFlags {
  readonly to: string;
  readonly policy?: string;
  readonly classification: readonly string[];
  readonly category: readonly string[];
}

/** `cmbac-server clearance encode`: writes a clearance in a syntax. */
export function clearanceEncodeCommand(end: End): Command {
  const command = new Command('encode')
    .summary('write a clearance in a syntax')
    .description('Write a clearance, given in words or in any syntax, in the syntax that --to names.')
    .argument('[clearance]', 'a file, - for stdin, or the clearance; left out where --classification says it')
    .option('--to <syntax>', clearanceSyntaxes.join(', '), 'x501')
    .option('--policy <name>', 'the policy, by name or OID')
    .option(
      '--classification <names>',
      'a list, not a level, with commas between; may be repeated',
      collect,
      [],
    )
    .option('--category <category>', '`Tag set: VALUE, VALUE`; may be repeated', collect, [])
    .addHelpText(
      'after',
      `
Exit codes: 0 written, 5 it cannot be written.

Examples:
  $ npx cmbac-server clearance encode --policy HARNESS-A --classification UNCLASSIFIED,SECRET --spif policy.xml
  $ npx cmbac-server clearance encode clearance.yaml --spif policy.xml --to stanag4774
`,
    );
  return withToolOptions(command).action((clearance: string | undefined, flags: EncodeFlags) => {
    answering(clearance, flags.json, end, () => {
      const request = {
        ...requestOf(flags),
        op: 'encode',
        to: flags.to,
        clearance: clearanceOf(clearance, flags),
      };
      const answer = answerEncode(readRequest(request, commandDesk()));
      show(answer, flags.json, () =>
        'clearances' in answer ? answer.clearances.map(encodedText).join('\n') : '',
      );
    });
  });
}

function clearanceOf(
  clearance: string | undefined,
  { policy, classification, category }: EncodeFlags,
): object {
  if (policy === undefined && classification.length === 0) return inputOf('clearance', clearance);
  const classifications = classification.flatMap(wordsIn);
  return { ...(policy === undefined ? {} : { policy }), classifications, categories: categoriesIn(category) };
}
