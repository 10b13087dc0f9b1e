import { stringify } from 'yaml';
import { LabelError } from '#labels';
import { failure, RequestError } from '../../reference-server/tools/index.ts';

/** What a tool ends with. */
export const toolExitCodes = { yes: 0, no: 1, input: 5 } as const;

/** How a command says its exit code. */
export type End = (exitCode: number) => void;

/** One JSON document, or the same for people. */
export function show(
  answer: object,
  json: true | undefined,
  forPeople: () => string = () => stringify(answer),
): void {
  const text = json === true ? JSON.stringify({ ok: true, ...answer }, null, 2) : forPeople();
  if (text !== '') console.log(text.trimEnd());
}

/**
 * Runs what a command does. Input that cannot be read is one sentence on stderr that names it, and exit code 5; with
 * `--json` also the failure as a document.
 */
export function answering(
  source: string | undefined,
  json: true | undefined,
  end: End,
  run: () => void,
): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof LabelError || error instanceof RequestError)) throw error;
    const sentence = sentenceOf(source, error);
    if (json === true) console.log(JSON.stringify(failure(error.code, sentence), null, 2));
    console.error(sentence);
    end(toolExitCodes.input);
  }
}

/** `label.xml:3:7: …; mend`: as editors open it. */
function sentenceOf(source: string | undefined, error: LabelError | RequestError): string {
  if (error instanceof RequestError) return error.message;
  const place = /^line (\d+), column (\d+): /.exec(error.message);
  const at = place === null ? '' : `:${place[1] ?? ''}:${place[2] ?? ''}`;
  const message = place === null ? error.message : error.message.slice(place[0].length);
  return `${nameOf(source)}${at}: ${message}; ${mends[error.code]}`;
}

function nameOf(source: string | undefined): string {
  if (source === undefined || source === '-') return 'stdin';
  return source.length > longestName ? `${source.slice(0, longestName)}…` : source;
}

/** Text given in place of a file may be long; in UTF-16 units. */
const longestName = 60;

const mends: Readonly<Record<LabelError['code'], string>> = {
  'label-encoding': 'give base64, hexadecimal, XML or words (docs/policy-tools.md)',
  'label-structure': 'mend it, or ask who wrote it',
  'label-too-large': 'nobody reads labels of that size',
  'label-inexpressible': 'choose another syntax with --to',
};
