import { escapeAttribute } from '#xml';
import type { Act, Fence } from './act.ts';
import type { Edition } from './edition.ts';
import { castLines, characterOf } from './script-cast.ts';
import { headLines } from './script-head.ts';

/** Writes the acts of a part as the actions of a script. */
export class ScriptWriter {
  readonly #edition: Edition;
  /** Longest first: a full JID begins with the bare one. */
  readonly #variables: readonly (readonly [jid: string, variable: string])[];

  constructor(edition: Edition) {
    this.#edition = edition;
    const full = edition.cast.map(({ name, jid }) => [jid, `\${${characterOf(name)}'s full JID}`] as const);
    this.#variables = full.sort(([a], [b]) => b.length - a.length);
  }

  text(): string {
    const { cast, arrivals, steps } = this.#edition;
    const played = steps.flatMap(({ summary, acts }) => [
      `# ${summary}`,
      '',
      ...acts.flatMap((act) => this.#act(act)),
    ]);
    const lines = [
      ...headLines(this.#edition),
      ...castLines(cast),
      '-----',
      '',
      ...arrivals.flatMap((act) => this.#act(act)),
      ...played,
    ];
    return `${lines.join('\n').trimEnd()}\n`;
  }

  #act(act: Act): string[] {
    switch (act.kind) {
      case 'connects':
        return [
          ...this.#says(act.who, 'connects'),
          ...(act.presence === undefined
            ? []
            : [
                ...this.#sends(act.who, act.presence),
                ...this.#receives(act.who, `<presence from='${this.#jidOf(act.who)}'/>`),
              ]),
        ];
      case 'disconnects':
        return this.#says(act.who, 'disconnects');
      case 'sends':
        return [...comment(act.what), ...this.#sends(act.who, act.xml)];
      case 'arrives':
        return [
          ...(act.and ?? []).flatMap((one) => comment(`not compared: ${one}`)),
          ...this.#receives(act.at, act.pattern),
        ];
      case 'next':
        return [
          ...comment(`the next one is ${act.what}, and nothing else`),
          ...this.#receives(act.at, act.pattern),
        ];
      case 'fence':
        return this.#fence(act);
      case 'absent':
        return comment(`so ${act.at} has not got ${act.what}`);
      case 'quiet':
        return this.#says(act.at, 'receives: nothing');
      case 'looks':
        return act.words === '' ? [] : comment(`not compared: ${act.words}`);
      case 'does':
        return comment(act.words);
      case 'together':
        return act.acts.flatMap((one) => this.#act(one));
    }
  }

  /** The first fence is the next of its kind, and the last; the second is itself. */
  #fence({ who, at, xml, pattern, any, before, second }: Fence): string[] {
    const silent = before
      .filter((name) => at.includes(name))
      .flatMap((name) => this.#says(name, 'receives: nothing'));
    if (any === undefined)
      return [
        ...silent,
        ...comment('the fence'),
        ...this.#sends(who, xml),
        ...at.flatMap((name) => this.#receives(name, pattern)),
      ];
    return [
      ...comment('the fence: the next that comes is this, or the tested one came, and one is left over'),
      ...this.#sends(who, xml),
      ...at.flatMap((name) => [...this.#receives(name, any), ...this.#says(name, 'receives: nothing')]),
      ...comment('and it is really the fence that comes'),
      ...this.#sends(who, second.xml),
      ...at.flatMap((name) => this.#receives(name, second.pattern)),
    ];
  }

  #jidOf(who: string): string {
    return escapeAttribute(this.#edition.cast.find(({ name }) => name === who)?.jid ?? '');
  }

  #says(who: string, what: string): string[] {
    return [`${characterOf(who)} ${what}`, ''];
  }

  #sends(who: string, xml: string): string[] {
    return [
      `${characterOf(who)} sends:`,
      `\t${this.#written(xml.replaceAll(/ scansion:strict='false'/g, ''))}`,
      '',
    ];
  }

  #receives(who: string, pattern: string): string[] {
    return [`${characterOf(who)} receives:`, `\t${this.#written(pattern)}`, ''];
  }

  /** With variables for the full JIDs, which servers may give otherwise, and rooms where scripts have them. */
  #written(xml: string): string {
    const { rooms, domain } = this.#edition;
    const named = this.#variables.reduce(
      (text, [jid, variable]) => text.replaceAll(escapeAttribute(jid), variable),
      xml,
    );
    return named.replaceAll(rooms[0] ?? `muc.${domain}`, `conference.${domain}`).replaceAll(/\s*\n\s*/g, ' ');
  }
}

function comment(text: string): string[] {
  return [`# ${text.replaceAll('**', '').replaceAll(/\s+/g, ' ')}`];
}
