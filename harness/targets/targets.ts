import { ejabberd } from './ejabberd/driver.ts';
import { prosody } from './prosody/driver.ts';
import { reference } from './reference/driver.ts';
import type { TargetDriver } from './target.ts';

/** Every target that can be tested, by name. A new one is a folder with a driver and its expected failures, and a line here. */
export const targets: ReadonlyMap<string, TargetDriver> = new Map(
  [reference, prosody, ejabberd].map((driver) => [driver.name, driver]),
);
