import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import {
  answerLine,
  type Desk,
  failure,
  type Line,
  LineReader,
  maxLineBytes,
  SpifShelf,
} from '../../reference-server/tools/index.ts';
import { FileSources } from './file-sources.ts';

/**
 * Answers each line of `input` with one line on `output`, in order. Answers to what arrived together are written together;
 * files are looked at again for each such batch. Reading waits where the reader of the answers is slower.
 */
export async function answerStream(input: Readable, output: Writable): Promise<void> {
  const sources = new FileSources();
  const desk: Desk = { sources, shelf: new SpifShelf(sources), now: thisSecond };
  const reader = new LineReader();
  for await (const chunk of input) {
    sources.refresh();
    if (Buffer.isBuffer(chunk)) await write(output, reader.push(chunk), desk);
  }
  await write(output, reader.end(), desk);
}

/** Whole seconds, so that what was found out about a label holds for a while. */
function thisSecond(): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000);
}

async function write(output: Writable, lines: readonly Line[], desk: Desk): Promise<void> {
  if (lines.length === 0) return;
  const answers = lines.map(
    (line) => `${'text' in line ? answerLine(line.text, desk) : refusals[line.bad]}\n`,
  );
  if (!output.write(answers.join(''))) await once(output, 'drain');
}

const refusals: Readonly<Record<'too-long' | 'not-utf8', string>> = {
  'too-long': JSON.stringify(
    failure(
      'line-too-long',
      `the line has more than ${maxLineBytes} bytes; name files in place of their content`,
    ),
  ),
  'not-utf8': JSON.stringify(failure('bad-json', 'the line is no UTF-8; write JSON in UTF-8')),
};
