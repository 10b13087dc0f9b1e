import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetDriver } from './targets/index.ts';
import { asProcess } from './targets/process.ts';
import { prosodyIn } from './targets/prosody/driver.ts';
import { lua } from './targets/prosody/lua.ts';
import { writeModule } from './targets/prosody/modules.ts';
import type { Starter } from './targets/starter.ts';

/** A Prosody that dies of any message to `dies.a.test`; and of one to `dies-once.a.test` while the file `alive` is there, which it takes away. */
export function dyingProsody(alive: string): TargetDriver {
  const starter: Starter = {
    kind: 'process',
    start: (server) => {
      writeModule(server.folder, 'dies', 'module:hook("message/host", function () os.exit(3) end)\n');
      writeModule(
        server.folder,
        'dies_once',
        `module:hook("message/host", function () if os.remove(${lua(alive)}) then os.exit(3) end return true end)\n`,
      );
      const components = 'Component "dies.a.test" "dies"\nComponent "dies-once.a.test" "dies_once"\n';
      appendFileSync(join(server.folder, 'prosody.cfg.lua'), components);
      return asProcess.start(server);
    },
  };
  return { ...prosodyIn(starter), name: 'dying-prosody' };
}
