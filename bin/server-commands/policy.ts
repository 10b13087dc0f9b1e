import { Command } from 'commander';
import { ops, RequestError } from '../../reference-server/tools/index.ts';
import { answerStream } from './policy-stream.ts';

/** `cmbac-server policy --jsonl`: the policy engine for other programs. */
export function policyCommand(): Command {
  return new Command('policy')
    .summary('the policy engine for other programs')
    .description('Answer requests, one JSON object a line on stdin, in order, one a line on stdout.')
    .option('--jsonl', 'needed: requests and answers are lines of JSON')
    .addHelpText(
      'after',
      `
Operations: ${ops.join(', ')}. docs/policy-tools.md has the shapes. A line that is no request is answered with
{"ok":false,"error":…,"message":…}, and the next one is read.

Exit codes: 0 stdin ended, 5 bad options.

Examples:
  $ npx cmbac-server policy --jsonl < requests.jsonl > answers.jsonl
  $ echo '{"op":"mark","spif":["policy.xml"],"label":{"base64":"MRACAQQGCysGAQQBgf1ZggIB"}}' | npx cmbac-server policy --jsonl
`,
    )
    .action(async ({ jsonl }: { jsonl?: true }) => {
      if (jsonl !== true)
        throw new RequestError('bad-request', 'say --jsonl: requests and answers are lines of JSON');
      await answerStream(process.stdin, process.stdout);
    });
}
