import type { Act } from './act.ts';
import type { WrittenStep } from './edition.ts';

/** A step with its own number: what is done, what must be seen, and a place for notes. */
export function stepSection(
  { summary, acts }: WrittenStep,
  { number, prefix }: { readonly number: number; readonly prefix: string },
): string[] {
  return [
    `#### ${prefix}${number}. ${summary}`,
    '',
    ...spaced(acts.flatMap(linesOf)),
    '',
    'Notes: ____________________________________________',
    '',
  ];
}

function linesOf(act: Act): string[] {
  switch (act.kind) {
    case 'connects':
      return [
        `- **${act.who}** logs in${act.presence === undefined ? ', and sends no presence' : `, and sends \`${act.presence}\``}.`,
        '',
      ];
    case 'disconnects':
      return [`- **${act.who}** ends its session.`, ''];
    case 'sends':
      return [`- **${act.who}** sends ${act.what}:`, '', ...block(act.xml, 'xml')];
    case 'arrives':
      return box(
        `**${act.at}** gets ${act.what}${act.and === undefined || act.and.length === 0 ? '' : `: ${act.and.join('; ')}`}.`,
      );
    case 'next':
      return act.isSpare
        ? []
        : box(`The next that **${act.at}** gets is ${act.what}, and nothing is before it.`);
    case 'fence':
      return [
        `- **${act.who}** sends the fence, which must get through:`,
        '',
        ...block(act.xml, 'xml'),
        ...act.at.flatMap((name) => box(`**${name}** gets the fence.`)),
      ];
    case 'absent':
      return box(
        `**${act.at}** has not got ${act.what}, nor any word of it. The fence has come, so what was sent before it would have come too.`,
      );
    case 'quiet':
      return box(`**${act.at}** gets nothing else.`);
    case 'looks':
      return act.words === '' ? [] : box(act.words);
    case 'does':
      return [`- ${act.words}`, '', ...(act.text === undefined ? [] : block(act.text, ''))];
    case 'together':
      return [...act.markdown];
  }
}

function box(words: string): string[] {
  return [`  - ☐ ${words}`];
}

/** Boxes stand close together; what is done next stands apart. */
function spaced(lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    const isNext = line.startsWith('- ') && (lines[index - 1] ?? '').startsWith('  - ');
    return isNext ? ['', line] : [line];
  });
}

/** Nothing inside can end the block: a fence longer than any in the text. */
function block(text: string, language: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`  ${fence}${language}`, ...text.split('\n').map((line) => `  ${line}`), `  ${fence}`, ''];
}
