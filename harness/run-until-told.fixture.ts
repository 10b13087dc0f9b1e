import { TargetKeeper } from './keep-target.ts';
import { withCleanup } from './on-interrupt.ts';
import { targets } from './targets/index.ts';

/** A run that does not end by itself: it starts Prosody, says where, and waits. */
const driver = targets.get('prosody');
if (!driver) throw new Error('there is no target prosody');
const keeper = new TargetKeeper(
  {
    ...driver,
    start: async (deployment) => {
      const target = await driver.start(deployment);
      console.log(JSON.stringify({ folder: deployment.folder, port: target.client.port }));
      return target;
    },
  },
  { domain: 'a.test', accounts: {}, provision: {}, faults: [] },
);
await withCleanup(
  async () => {
    await keeper.target();
    await new Promise(() => setInterval(() => undefined, 1000));
  },
  () => keeper.stop(),
);
