import { cellsOf, type Matrix } from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import type { Paper } from '../paper.ts';
import { probeActs } from './probe.ts';

/** A table for a person; for a script each cell is a probe. */
export function matrixActs(paper: Paper, matrix: Matrix): readonly Act[] {
  const acts = cellsOf(matrix).flatMap((probe) => probeActs(paper, probe));
  const markdown = [
    ...introduction(paper, matrix),
    '',
    ...tableOf(paper, matrix),
    '',
    ...messagesOf(paper, matrix),
  ];
  if (matrix.burst === undefined) return [{ kind: 'together', markdown, acts }];
  const cannot = 'a script waits after each stanza, and cannot send many in one go';
  return [{ kind: 'together', markdown, acts: [{ kind: 'looks', words: '', cannot }] }];
}

function introduction(paper: Paper, { from, room, burst }: Matrix): string[] {
  if (burst !== undefined)
    return [
      `**${from}** sends a control, all rows ${burst} times over, and a fence, in one go. Each gets exactly those that are meant for it, in the order in which they were sent.`,
    ];
  const whom = room === undefined ? 'the recipient' : `the room ${paper.room(room)}`;
  return [
    `For each row${room === undefined ? ' and each recipient' : ''}: **${from}** sends ${whom} the control, which must arrive, then the message of the row, then the control again as the fence. Fill in a box when the fence has arrived there. *Gets nothing*: no part of it has come; the sender is told of it by one error at most, which repeats nothing.`,
  ];
}

function tableOf(paper: Paper, { to, rows, syntax }: Matrix): string[] {
  const cells = Object.entries(rows).map(([label, row]) => {
    const boxes = row.map((one) => (one === '+' ? '☐ gets it' : '☐ gets nothing'));
    return `| ${label}: ${paper.labelled(label, syntax)} | ${boxes.join(' | ')} |`;
  });
  return [`| label | ${to.join(' | ')} |`, `| --- |${to.map(() => ' --- |').join('')}`, ...cells];
}

function messagesOf(paper: Paper, { room, rows, fence, syntax, type }: Matrix): string[] {
  const written = (name: string, words: string, label: string, written: Matrix['syntax']): string[] => {
    const to = room === undefined ? 'RECIPIENT' : paper.room(room);
    const token = { id: `id-${name.replaceAll(/\W+/g, '-')}`, nonce: name };
    const xml = paper.message(
      token,
      to,
      room === undefined ? type : 'groupchat',
      paper.labelElement(label, written),
    );
    return [`${words}:`, '', '```xml', xml, '```', ''];
  };
  const fences = typeof fence === 'string' ? { all: fence } : fence;
  return [
    'Each is sent with an `id` and words of its own, new ones every time.',
    '',
    ...Object.entries(fences).flatMap(([name, label]) =>
      label === 'ping'
        ? [
            `Control and fence${name === 'all' ? '' : ` for ${name}`}: a ping to the session of the recipient.`,
            '',
          ]
        : written(
            'control',
            `Control and fence${name === 'all' ? '' : ` for ${name}`}, ${paper.labelled(label)}`,
            label,
            'ess',
          ),
    ),
    ...Object.keys(rows).flatMap((label) => written(`row ${label}`, `Row ${label}`, label, syntax)),
  ];
}
