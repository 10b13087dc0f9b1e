import { expect } from 'chai';
import { freePorts } from './ports.ts';

describe('freePorts', () => {
  it('gives as many different ports as are asked for', async () => {
    const ports = await freePorts(20);
    expect([ports.length, new Set(ports).size, ports.every((port) => port > 1023)]).to.deep.equal([
      20,
      20,
      true,
    ]);
  });
});
