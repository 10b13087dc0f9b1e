import { didYouMean } from '../input/index.ts';
import type { Line } from './lines.ts';
import type { Draft } from './parse-cast.ts';
import type { Character, Step } from './script.ts';

/** An action's own line, and the lines below it. */
interface Action {
  readonly line: number;
  readonly who: string;
  readonly verb: Step['verb'];
  /** What stands on the same line after the verb. */
  readonly inline: string;
  readonly below: Line[];
}

const verbs: readonly Step['verb'][] = ['connects', 'disconnects', 'sends', 'receives'];

/** Reads the actions below the cast. */
export function readSteps(lines: readonly Line[], cast: readonly Character[], draft: Draft): Step[] {
  // The longest first: `Juliet's phone` is not `Juliet`
  const names = cast.map(({ name }) => name).sort((a, b) => b.length - a.length);
  const actions: Action[] = [];
  let current: Action | undefined;
  for (const line of lines) {
    if (line.kind === 'other') {
      current = readAction(line, names, draft);
      if (current !== undefined) actions.push(current);
    } else if (line.kind === 'heading') {
      draft.complain(line.number, `\`${line.text.trim()}\` stands below the actions; move it up to the cast`);
    } else if (line.kind === 'indented' || line.kind === 'blank') {
      current?.below.push(line);
      if (current === undefined && line.kind === 'indented' && actions.length === 0)
        draft.complain(line.number, 'this line belongs to no action; write `Romeo sends:` above it');
    }
  }
  if (lines.every(({ kind }) => kind !== 'other'))
    draft.complain(
      lines.at(-1)?.number ?? 1,
      'the script has no actions; write `Romeo connects`, and what follows',
    );
  return actions.flatMap((action) => readStep(action, draft));
}

function readAction({ text, number }: Line, names: readonly string[], draft: Draft): Action | undefined {
  const who = names.find((name) => text.startsWith(name) && /^\s/.test(text.slice(name.length)));
  const rest = who === undefined ? '' : text.slice(who.length);
  const [, verb = '', inline = ''] = /^\s+(\S+?)\s*(?::|\s|$)\s*(.*?)\s*$/.exec(rest) ?? [];
  const known = verbs.find((one) => one === verb);
  if (who === undefined) {
    const [said = text] = text.split(/\s+(?:connects|disconnects|sends|receives)\b/);
    draft.complain(number, `nobody in the cast is called \`${said.trim()}\`; ${didYouMean(said, names)}`);
    return undefined;
  }
  if (known === undefined) {
    draft.complain(number, `${who} cannot do \`${verb}\`; ${didYouMean(verb, verbs)}`);
    return undefined;
  }
  return { line: number, who, verb: known, inline, below: [] };
}

function readStep({ line, who, verb, inline, below }: Action, draft: Draft): Step[] {
  const nothing = verb === 'receives' && inline === 'nothing';
  if (inline !== '' && !nothing) {
    const mend =
      verb === 'receives' ? 'write `nothing` there, or the stanza on lines below' : 'put it on lines below';
    draft.complain(line, `\`${inline}\` stands behind \`${verb}\`; ${mend}`);
    return [];
  }
  const first = below.findIndex(({ kind }) => kind === 'indented');
  const stray = below[first];
  if (verb === 'connects' || verb === 'disconnects' || nothing) {
    if (stray !== undefined)
      draft.complain(stray.number, `nothing can stand below \`${who} ${verb}\`; take these lines away`);
    return nothing
      ? [{ line, who, verb }]
      : [verb === 'connects' ? { line, who, verb } : { line, who, verb: 'disconnects' }];
  }
  if (stray === undefined) {
    draft.complain(line, `${who} ${verb} no stanza; write it below, on lines that begin with a tab`);
    return [];
  }
  return [{ line, who, verb, body: { line: stray.number, text: textOf(below.slice(first)) } }];
}

/** The lines with their breaks, each at its place: those of comments in between stay empty. */
function textOf(lines: readonly Line[]): string {
  const first = lines[0]?.number ?? 0;
  const last = lines.at(-1)?.number ?? first;
  const text = new Array<string>(last - first + 1).fill('');
  for (const line of lines) text[line.number - first] = line.text;
  return text.join('\n').trimEnd();
}
