import { writeModule } from './modules.ts';
import { askModule, type HttpsPlace } from './reset.ts';

/** A module of ours in Prosody that takes all of its hosts down and up again: what was kept in memory is gone. */
export const hostResetModule = 'cmbac_host_reset';

/** Writes the module below Prosody's own folder. */
export function writeHostResetModule(folder: string): void {
  writeModule(folder, hostResetModule, moduleText);
}

/**
 * Answers a POST when every host is up again. Sessions end.
 *
 * COMPAT Prosody 0.12.3: mod_storage_memory keeps its stores in shared tables, which outlive their host until they are collected.
 */
const moduleText = `module:set_global();
local hosts = require "core.hostmanager";
local function reset()
  local names = {};
  for name in pairs(prosody.hosts) do table.insert(names, name); end
  for _, name in ipairs(names) do hosts.deactivate(name); end
  collectgarbage(); collectgarbage();
  for _, name in ipairs(names) do hosts.activate(name); end
end
module:depends("http");
module:provides("http", { default_path = "/${hostResetModule}"; route = { POST = function ()
  reset();
  return 200;
end } });
`;

/** Takes all hosts down and up. @throws EnvironmentFault when Prosody does not say that it did */
export function resetHosts(at: HttpsPlace): Promise<void> {
  return askModule(hostResetModule, at);
}
