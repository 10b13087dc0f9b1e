import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transcript, TranscriptHeader, TranscriptLine } from './transcript.ts';

/** A line as it is told: its number and time are the recorder's. */
type Told = TranscriptLine extends infer Line
  ? Line extends unknown
    ? Omit<Line, 'n' | 'at'>
    : never
  : never;

/** Collects the lines of one part of a scenario, in the order in which they are told. */
export class TranscriptRecorder {
  readonly #now: () => number;
  readonly #start: number;
  readonly #lines: TranscriptLine[] = [];

  /** `now` gives milliseconds and never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#start = now();
  }

  /** Adds a line; its time counts from the recorder's beginning, in milliseconds to three places. */
  tell(line: Told): void {
    const at = Math.round((this.#now() - this.#start) * 1000) / 1000;
    this.#lines.push({ n: this.#lines.length, at, ...line });
  }

  /** The lines that were told so far. */
  get lines(): readonly TranscriptLine[] {
    return this.#lines;
  }

  /** What was told so far, under a header. */
  transcript(header: TranscriptHeader): Transcript {
    return { header, lines: [...this.#lines] };
  }
}

/** The file of a part's transcript, in the folder of transcripts: `exit/by-clearance` → `exit__by-clearance.twin.ndjson`. */
export function transcriptName({ scenario, part }: Pick<TranscriptHeader, 'scenario' | 'part'>): string {
  return `${scenario.replaceAll('/', '__')}.${part}.ndjson`;
}

/** A transcript as NDJSON: header, lines, and a footer that says how many lines there are. */
export function transcriptText({ header, lines }: Transcript): string {
  const rows = [header, ...lines, { footer: { lines: lines.length } }];
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** Writes a transcript into a folder, which is made if need be. Gives the file's name. */
export function writeTranscript(folder: string, transcript: Transcript): string {
  const name = transcriptName(transcript.header);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), transcriptText(transcript));
  return name;
}
