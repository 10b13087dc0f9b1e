import { request } from 'node:https';
import { EnvironmentFault } from '../target.ts';
import { writeModule } from './modules.ts';

/** A module of ours in Prosody: between scenarios it closes what is kept in memory, rooms and streams of other servers. */
export const resetModule = 'cmbac_reset';

/** Writes the module below Prosody's own folder; `roomDomains` are all of its domains for rooms. */
export function writeResetModule(folder: string, roomDomains: readonly string[]): void {
  writeModule(folder, resetModule, moduleText(roomDomains));
}

/**
 * Answers a POST when no room is left, and no stream of another server, in whichever state. Rooms close without a word to
 * their occupants: those here are gone, and one elsewhere would be a reason to open a stream.
 *
 * Source: Prosody's mod_muc (`all_rooms`), mod_s2s (`session.close`), core.s2smanager and mod_http.
 */
function moduleText(domains: readonly string[]): string {
  const hosts = domains.map((domain) => `"${domain}"`).join(', ');
  return `module:depends("http");
local manager = require "core.s2smanager";
local function close_rooms()
  for _, host in ipairs { ${hosts} } do
    local rooms = {};
    for room in prosody.hosts[host].modules.muc.all_rooms() do table.insert(rooms, room); end
    for _, room in ipairs(rooms) do
      room._occupants = {}; room._jid_nick = {};
      room:destroy();
    end
  end
end
local function close_streams()
  local streams = {};
  for stream in pairs(manager.incoming_s2s) do table.insert(streams, stream); end
  for _, host in pairs(prosody.hosts) do
    for _, stream in pairs(host.s2sout or {}) do table.insert(streams, stream); end
  end
  for _, stream in ipairs(streams) do
    stream:close(false);
    manager.destroy_session(stream, "closed between scenarios");
  end
end
module:provides("http", { default_path = "/${resetModule}"; route = { POST = function ()
  close_rooms();
  close_streams();
  return 200;
end } });
`;
}

/** Where Prosody takes requests under TLS, and whose certificate it shows. */
export interface HttpsPlace {
  readonly host: string;
  readonly port: number;
  readonly domain: string;
  readonly ca: string;
}

/** Closes rooms and streams. @throws EnvironmentFault when Prosody does not say that it did */
export function resetProsody(at: HttpsPlace): Promise<void> {
  return askModule(resetModule, at);
}

/** Has a module of ours do what it is for, and waits until it has. @throws EnvironmentFault when Prosody does not say that it did */
export async function askModule(module: string, { host, port, domain, ca }: HttpsPlace): Promise<void> {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const path = `/${module}`;
    const asked = request({ host, port, path, method: 'POST', servername: domain, ca }, (response) => {
      response.resume();
      response.on('end', () => {
        resolve(response.statusCode);
      });
    });
    asked.on('error', reject);
    asked.end();
  });
  if (status !== 200) throw new EnvironmentFault(`Prosody could not be reset: HTTP ${String(status)}`);
}
