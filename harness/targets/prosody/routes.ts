import { writeModule } from './modules.ts';

/** A module of ours in Prosody: where other servers are is a table, and no name server is asked for any of them. */
export const routeModule = 'cmbac_routes';

/** The option with the table: address and port by domain. */
export const routeOption = 'cmbac_routes';

/** Writes the module below Prosody's own folder. */
export function writeRouteModule(folder: string): void {
  writeModule(folder, routeModule, moduleText);
}

/**
 * A domain that is not in the table does not exist, and none takes TLS from the first byte (`_xmpps-server`).
 *
 * COMPAT Prosody 0.12.3: mod_s2s asks `net.resolvers.service` for each server that it connects to.
 */
const moduleText = `module:set_global();
local service = require "net.resolvers.service";
local routes = module:get_option("${routeOption}", {});
local original = service.new;
service.new = function (domain, name, connection, extra)
  local place = name == "xmpp-server" and routes[domain] or nil;
  return {
    last_error = "there is no such server";
    next = function (_, found)
      local at = place;
      place = nil;
      if at then found(connection .. "4", at[1], at[2], extra); else found(nil); end
    end;
  };
end
function module.unload() service.new = original; end
`;
