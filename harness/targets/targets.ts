import { inContainer } from './container/in-container.ts';
import { ejabberd, ejabberdIn } from './ejabberd/driver.ts';
import { prosody, prosodyIn } from './prosody/driver.ts';
import { reference } from './reference/driver.ts';
import type { TargetDriver } from './target.ts';

/** Every target that can be tested, by name. A new one is a folder with a driver and its expected failures, and a line here. */
export const targets: ReadonlyMap<string, TargetDriver> = new Map(
  [reference, prosody, ejabberd, prosodyIn(inContainer('prosody')), ejabberdIn(inContainer('ejabberd'))].map(
    (driver) => [driver.name, driver],
  ),
);
