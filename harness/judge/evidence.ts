import { z } from 'zod';
import type { Element } from '#xml';
import type { ConnectionEvent, Transcript, TranscriptHeader, TranscriptLine } from '../observe/transcript.ts';
import { readStanza } from './read-stanza.ts';

/** What the runner wrote down before it sent a stanza of a step. */
export interface Note {
  /** The transcript's line number. */
  readonly n: number;
  readonly step: number;
  /** `stimulus`, `control.3`. */
  readonly key: string;
  readonly id: string;
  /** Stands in the stanza's content and nowhere else in the run. Requests have none. */
  readonly nonce?: string;
  readonly to?: string;
  /** The actor that sent it. */
  readonly from?: string;
  /** The sessions it is meant to reach. */
  readonly at?: readonly string[];
  readonly label?: string;
}

/** One stanza on one connection, read. */
export interface SeenStanza {
  readonly n: number;
  readonly at: number;
  readonly actor: string;
  readonly direction: 'sent' | 'received';
  readonly raw: string;
  /** The last step that had begun; -1 before the first. */
  readonly step: number;
  /** `unreadable` when it cannot be read as XML. */
  readonly element: Element;
}

/** A connection's event within a step. */
interface StreamEvent {
  readonly n: number;
  readonly actor: string;
  readonly event: 'open' | 'features' | 'bound' | 'closed' | 'error';
  readonly detail: string;
  /** The step that had begun and not ended; -1 outside of steps. */
  readonly step: number;
}

/** What passed on a connection between servers, as it was written. */
export interface WirePiece {
  readonly n: number;
  readonly connection: number;
  /** The domain of the harness that it is for or from; empty: nobody knows. */
  readonly peer: string;
  readonly direction: 'sent' | 'received';
  readonly raw: string;
}

/** What happened to a connection between servers, or was asked of the name server: then it has no peer, and its detail is the name. */
export interface Activity {
  readonly n: number;
  readonly event: ConnectionEvent | 'query';
  readonly connection: number;
  readonly peer: string;
  readonly detail: string;
}

/** A transcript, read once for all claims. */
export interface Evidence {
  readonly header: TranscriptHeader;
  readonly notes: readonly Note[];
  readonly stanzas: readonly SeenStanza[];
  readonly streams: readonly StreamEvent[];
  readonly wire: readonly WirePiece[];
  readonly activity: readonly Activity[];
  /** Steps that began, and those that also ended. */
  readonly begun: ReadonlySet<number>;
  readonly ended: ReadonlySet<number>;
  /** The line in which a step ended. What comes after that of the last one comes while everybody goes home. */
  readonly ends: ReadonlyMap<number, number>;
  /** Of the server's certificate: base64 of the extension that holds clearances, empty where there is none. */
  readonly certificates: readonly {
    readonly n: number;
    readonly step: number;
    readonly attributes: string;
  }[];
  /** What the server answered to a provisioning that should be refused: `refused` or `taken`. */
  readonly misprovisions: readonly { readonly n: number; readonly step: number; readonly answer: string }[];
  /** The harness's own faults, as the runner wrote them down: notes with the key `broken`. */
  readonly broken: readonly { readonly n: number; readonly step: number; readonly sentence: string }[];
}

const noteValue = z.object({
  id: z.string(),
  nonce: z.string().min(8).optional(),
  to: z.string().optional(),
  from: z.string().optional(),
  at: z.array(z.string()).optional(),
  label: z.string().optional(),
});

/** Read a transcript. Total: a line that makes no sense is left out, and what it would have shown stays unproven. */
export function readEvidence(transcript: Transcript): Evidence {
  const notes: Note[] = [];
  const stanzas: SeenStanza[] = [];
  const streams: StreamEvent[] = [];
  const wire: WirePiece[] = [];
  const activity: Activity[] = [];
  const certificates: { n: number; step: number; attributes: string }[] = [];
  const misprovisions: { n: number; step: number; answer: string }[] = [];
  const broken: { n: number; step: number; sentence: string }[] = [];
  const begun = new Set<number>();
  const ended = new Set<number>();
  const ends = new Map<number, number>();
  let last = -1;
  let running = -1;
  for (const line of transcript.lines) {
    switch (line.kind) {
      case 'step':
        (line.event === 'begin' ? begun : ended).add(line.step);
        if (line.event === 'end') ends.set(line.step, line.n);
        running = line.event === 'begin' ? line.step : -1;
        if (line.event === 'begin') last = line.step;
        break;
      case 'note':
        if (line.key === 'broken') broken.push({ n: line.n, step: line.step, sentence: line.value });
        else if (line.key === 'misprovision')
          misprovisions.push({ n: line.n, step: line.step, answer: line.value });
        else if (line.key === 'certificate')
          certificates.push({ n: line.n, step: line.step, attributes: line.value });
        else notes.push(...readNote(line));
        break;
      case 'wire':
        wire.push(line);
        break;
      case 'connection':
        activity.push(line);
        break;
      case 'query':
        activity.push({ n: line.n, event: 'query', connection: 0, peer: '', detail: line.name });
        break;
      case 'stanza':
        stanzas.push(readLine(line, last));
        break;
      case 'stream':
        streams.push({ n: line.n, actor: line.actor, event: line.event, detail: line.detail, step: running });
        break;
    }
  }
  return {
    header: transcript.header,
    notes,
    stanzas,
    streams,
    wire,
    activity,
    certificates,
    misprovisions,
    begun,
    ended,
    ends,
    broken,
  };
}

function readNote(line: Extract<TranscriptLine, { kind: 'note' }>): Note[] {
  const value = noteValue.safeParse(jsonOf(line.value));
  if (!value.success) return [];
  const { id, nonce, to, from, at, label } = value.data;
  return [
    {
      n: line.n,
      step: line.step,
      key: line.key,
      id,
      ...(nonce !== undefined && { nonce }),
      ...(to !== undefined && { to }),
      ...(from !== undefined && { from }),
      ...(at !== undefined && { at }),
      ...(label !== undefined && { label }),
    },
  ];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readLine(line: Extract<TranscriptLine, { kind: 'stanza' }>, step: number): SeenStanza {
  const { n, at, actor, direction, raw } = line;
  return { n, at, actor, direction, raw, step, element: readStanza(raw) };
}
