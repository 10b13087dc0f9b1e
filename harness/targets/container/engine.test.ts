import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { asNobody } from '../as-nobody.fixture.ts';
import { EnvironmentFault } from '../target.ts';
import { findEngine } from './engine.ts';

describe('findEngine', () => {
  it('says of an engine that this user may not use just that, and how to be let in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'engine-'));
    const server = createServer().listen(join(folder, 'engine.sock'));
    await once(server, 'listening');
    try {
      chmodSync(folder, 0o755);
      chmodSync(join(folder, 'engine.sock'), 0o000);
      const fault: unknown = await asNobody(() => findEngine(`unix://${folder}/engine.sock`)).catch(
        (error: unknown) => error,
      );
      expect(fault).to.be.instanceOf(EnvironmentFault);
      expect(fault)
        .to.have.property('message')
        .that.matches(
          /^this user may not use the container engine at \/.*engine\.sock: `usermod -aG docker USER`/,
        );
    } finally {
      server.close();
      rmSync(folder, { recursive: true });
    }
  });
});
