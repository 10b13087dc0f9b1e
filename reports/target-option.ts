import type { TargetRecord } from '../harness/record/index.ts';

/** ` --target lab/alpha.yaml` as a command has it; empty for the server that is tested where none is named. */
export function targetOption(target: TargetRecord): string {
  return target.file === undefined && target.name === 'reference' ? '' : ` --target ${asTyped(target)}`;
}

/** A target as it is named on the command line of a shell: by its file, where one describes it. */
export function asTyped({ name, file = name }: TargetRecord): string {
  return /^[\w@%+=:,./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`;
}
