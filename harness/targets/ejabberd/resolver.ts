import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file below ejabberd's folder that says whom Erlang asks for names. */
export function resolverFile(folder: string): string {
  return join(folder, 'inetrc');
}

/** Has Erlang's own resolver ask this name server (`127.0.0.1:40053`) for all that it asks at all, and remember nothing. */
export function writeResolver(folder: string, nameServer: string): void {
  const [host = '', port = ''] = nameServer.split(':');
  const entries = ['{lookup, [file, dns]}', '{resolv_conf, ""}', '{hosts_file, ""}', '{cache_size, 0}'];
  const server = `{nameserver, {${host.replaceAll('.', ',')}}, ${port}}`;
  writeFileSync(resolverFile(folder), [...entries, server].map((entry) => `${entry}.\n`).join(''));
}
