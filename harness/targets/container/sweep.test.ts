import Docker from 'dockerode';
import { removeContainer } from './sweep.ts';

describe('removeContainer', () => {
  it('stops no run whose engine has ended before it', async () => {
    const container = new Docker({ socketPath: '/nowhere/engine.sock' }).getContainer('none');
    await removeContainer(container);
  });
});
