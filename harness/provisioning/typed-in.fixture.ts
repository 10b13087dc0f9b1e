/** A person with a worksheet in CSV, who types it into a reference server: what is not on the sheet they do not know. */

type Row = Readonly<Record<string, string>>;

/** The rows of a CSV text, by the names in its first line. Source: RFC 4180. */
export function readCsv(text: string): Row[] {
  const [head = [], ...lines] = [
    ...text.matchAll(/(?:(?:"(?:[^"]|"")*"|[^,\r\n]*)(?:,|\r?\n|$))+?(?<=\r?\n|$)/g),
  ]
    .map(([line]) => fieldsOf(line.replace(/\r?\n$/, '')))
    .filter((fields) => fields.length > 1);
  return lines.map((fields) => Object.fromEntries(head.map((name, index) => [name, fields[index] ?? ''])));
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}

/** What a reference server is configured with after the person has typed in the sheet up to a deployment. */
export interface TypedIn {
  /** Local parts of accounts by domain. */
  readonly accounts: Readonly<Record<string, readonly string[]>>;
  readonly provision: Readonly<Record<string, unknown>>;
}

/** Types in the deployments up to `upTo`, one after the other, for a server of `domain`. */
export function typedIn(rows: readonly Row[], domain: string, upTo: number): TypedIn {
  const accounts = new Map<string, string[]>();
  const provision = new Map<string, unknown>();
  for (let number = 1; number <= upTo; number += 1) {
    const own = rows.filter((row) => Number(row['deployment']) === number);
    for (const name of new Set(
      own.filter(({ what }) => what === 'account').map((row) => row['name'] ?? ''),
    )) {
      const [local = '', home = ''] = name.split('@');
      accounts.set(home, [...(accounts.get(home) ?? []), local]);
    }
    const said = Map.groupBy(
      own.filter(({ verb }) => verb !== ''),
      ({ verb = '', name = '' }) => keyOf(verb, name, domain),
    );
    for (const [verb, group] of said) {
      if (group[0]?.['value'] === '') provision.delete(verb);
      else provision.set(verb, valueOf(group));
    }
  }
  return { accounts: Object.fromEntries(accounts), provision: Object.fromEntries(provision) };
}

/** Where a person has typed in that other servers are, and whom to believe. */
export interface TypedOutside {
  /** By domain, as SRV records say. */
  readonly routes: Readonly<Record<string, { readonly host: string; readonly port: number }>>;
  /** A file with the authority that signs for them. */
  readonly authority: string;
  /** `10.20.0.9:15353`; empty: the sheet names none. */
  readonly nameServer: string;
  /** Domains of components. */
  readonly components: readonly string[];
}

/** What the sheet says of other servers and components. */
export function typedOutside(rows: readonly Row[]): TypedOutside {
  const values = (setting: string): string[] =>
    rows.filter((row) => row['setting'] === setting).map((row) => row['value'] ?? '');
  const addresses = new Map(
    values('its address')
      .map((record) => record.split(/ (?:A|AAAA) /))
      .map(([name = '', at = '']) => [name, at]),
  );
  const routes = values('where it is').map((record) => {
    const [, domain = '', port, target = ''] =
      /^_xmpp-server\._tcp\.(\S+)\. SRV 0 0 (\d+) (\S+)$/.exec(record) ?? [];
    return [domain, { host: addresses.get(target) ?? '', port: Number(port) }] as const;
  });
  return {
    routes: Object.fromEntries(routes),
    authority: values('authority of other servers')[0] ?? '',
    nameServer: (values('name server')[0] ?? '').replace(/ port (\d+) .*$/, ':$1'),
    components: rows
      .filter(({ what, setting }) => what === 'component' && setting === 'secret')
      .map((row) => row['name'] ?? ''),
  };
}

/** `U(cmbac-u-r)`, `Dom(alpha.lab).clr`; what there is once has no brackets. */
function keyOf(verb: string, name: string, domain: string): string {
  const [head = '', ...rest] = verb.split('.');
  const once =
    ['U*', 'Loc*', 'Srv', 'Pol', 'Peer*'].includes(head) || verb === 'Cat.restrict' || !/^[A-Z]/.test(verb);
  const about = head === 'U' ? name.replace(`@${domain}`, '') : name;
  return once ? verb : [`${head}(${about})`, ...rest].join('.');
}

function valueOf(rows: readonly Row[]): unknown {
  const values = rows.map((row) => row['value'] ?? '');
  const [row] = rows;
  const verb = row?.['verb'] ?? '';
  if (verb === 'Cat') return values[0] === 'none' ? 'none' : catalogOf(rows);
  if (values[0] === 'none') return 'none';
  if (verb === 'Pol') return values;
  if (verb.endsWith('.map')) return JSON.parse(values[0] ?? '');
  if (/\.(lbl|dfl|exact|label)$/.test(verb)) return { ess: values[0] };
  if (/^(U|U\*|Loc\*?)$|\.(clr|in|out)$/.test(verb)) return values.map((x501) => ({ x501 }));
  return values[0] === 'true' || values[0] === 'false' ? values[0] === 'true' : values[0];
}

/** A catalog, row by row: its name, its labels, and of a label where the menu has it. */
function catalogOf(rows: readonly Row[]): object {
  const items: { label?: object; selector?: string; default?: true }[] = [];
  const texts: Record<string, string> = {};
  for (const { setting = '', value = '' } of rows) {
    const [, number, detail] = /^catalog label (\d+)(?:, (.*))?$/.exec(setting) ?? [];
    const item = items[Number(number) - 1] ?? {};
    if (number === undefined) texts[setting === 'catalog name' ? 'name' : 'desc'] = value;
    else if (detail === undefined)
      items[Number(number) - 1] = value === 'none' ? {} : { label: { ess: value } };
    else if (detail === 'chosen at first') item.default = true;
    else item.selector = value;
  }
  return { ...texts, items };
}
