import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { EnvironmentFault } from '../target.ts';

/** A module of ours in Prosody, by which rooms are closed between scenarios: it keeps those that are persistent in memory. */
export const roomModule = 'cmbac_rooms';

/** Writes the module below Prosody's own folder. */
export function writeRoomModule(folder: string, domains: readonly string[]): void {
  const modules = join(folder, 'modules');
  mkdirSync(modules, { recursive: true });
  writeFileSync(join(modules, `mod_${roomModule}.lua`), roomModuleText(domains));
}

/** Answers a POST when no room is left. Source: Prosody's mod_muc (`all_rooms`) and mod_http. */
function roomModuleText(domains: readonly string[]): string {
  const hosts = domains.map((domain) => `"${domain}"`).join(', ');
  return `module:depends("http");
module:provides("http", { default_path = "/${roomModule}"; route = { POST = function ()
  for _, host in ipairs { ${hosts} } do
    local muc = prosody.hosts[host].modules.muc;
    local rooms = {};
    for room in muc.all_rooms() do table.insert(rooms, room); end
    for _, room in ipairs(rooms) do room:destroy(); end
  end
  return 200;
end } });
`;
}

/** Closes every room. @throws EnvironmentFault when Prosody does not say that it did */
export async function closeRooms(at: {
  readonly host: string;
  readonly port: number;
  readonly domain: string;
  readonly ca: string;
}): Promise<void> {
  const { host, port, domain, ca } = at;
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const path = `/${roomModule}`;
    const asked = request({ host, port, path, method: 'POST', servername: domain, ca }, (response) => {
      response.resume();
      response.on('end', () => {
        resolve(response.statusCode);
      });
    });
    asked.on('error', reject);
    asked.end();
  });
  if (status !== 200) throw new EnvironmentFault(`Prosody did not close its rooms: HTTP ${String(status)}`);
}
