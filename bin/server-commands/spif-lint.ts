import { Command } from 'commander';
import { type LintedSpif, lintSpif } from '../../reference-server/tools/index.ts';
import { FileSources } from './file-sources.ts';
import { answering, type End, toolExitCodes } from './tool-report.ts';

/** `cmbac-server spif lint`: findings with their lines. */
export function spifLintCommand(end: End): Command {
  return new Command('lint')
    .summary('what is wrong with SPIF files')
    .description('Say everything that an administrator should know about SPIF files, with file and line.')
    .argument('<file...>', 'SPIF files')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      `
Exit codes: 0 all load in strict mode (there may be findings), 1 one loads in lenient mode only, 5 one cannot be loaded.

Examples:
  $ npx cmbac-server spif lint policy.xml
  $ npx cmbac-server spif lint policies/*.xml --json
`,
    )
    .action((files: string[], { json }: { json?: true }) => {
      answering(undefined, json, end, () => {
        lint(files, json, end);
      });
    });
}

function lint(files: readonly string[], json: true | undefined, end: End): void {
  const sources = new FileSources();
  const linted = files.map((file) => ({ file, ...lintSpif(sources.read(file)) }));
  if (json === true) console.log(JSON.stringify({ ok: true, files: linted.map(plain) }, null, 2));
  else for (const one of linted) console.log(textOf(one));
  const codes = linted.map(({ loads }) => exitCodeOf[loads]);
  end(Math.max(...codes));
}

const exitCodeOf = { strict: toolExitCodes.yes, lenient: toolExitCodes.no, no: toolExitCodes.input } as const;

type LintedFile = LintedSpif & { readonly file: string };

function plain({ file, loads, policy, findings }: LintedFile): object {
  return {
    file,
    loads,
    ...(policy === undefined ? {} : { policy: { name: policy.name, oid: policy.oid } }),
    findings,
  };
}

function textOf({ file, loads, policy, findings }: LintedFile): string {
  const verdict = {
    strict: `loads: policy ${policy?.name ?? ''} (${policy?.oid ?? ''})`,
    lenient: `strict mode refuses it; lenient mode loads policy ${policy?.name ?? ''} (${policy?.oid ?? ''})`,
    no: 'cannot be loaded',
  }[loads];
  const lines = findings.map(({ line, code, message }) => `${file}:${line ?? 1}: ${code}: ${message}`);
  return [...lines, `${file}: ${verdict}`].join('\n');
}
