import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { type Admin, adminOf } from './admin.ts';

describe('adminOf', () => {
  let server: Server;
  let admin: Admin;
  let asked: string[];
  let answer: { status: number; body: string };

  beforeEach(async () => {
    asked = [];
    answer = { status: 204, body: '' };
    server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push(
          `${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''} ${body}`,
        );
        response.writeHead(answer.status).end(answer.body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    admin = adminOf(`127.0.0.1:${port}`, 't0ken');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('replaces with PUT and changes with PATCH, with its token', async () => {
    await admin.replace({ mark: 'rewrite' });
    await admin.change({ stamp: 'on' });
    expect(asked).to.deep.equal([
      'PUT /provision Bearer t0ken {"mark":"rewrite"}',
      'PATCH /provision Bearer t0ken {"stamp":"on"}',
    ]);
  });

  for (const { body, sentence } of [
    { body: '{"error":"unknown verb `X`"}', sentence: 'unknown verb `X`' },
    { body: 'no', sentence: 'no' },
  ]) {
    it(`says why the server refuses: ${sentence}`, async () => {
      answer = { status: 422, body };
      const refusal: unknown = await admin.replace({ X: 1 }).catch((error: unknown) => error);
      expect(refusal).to.have.property('name', 'EnvironmentFault');
      expect(refusal).to.have.property(
        'message',
        `the reference server refuses the provisioning: ${sentence}`,
      );
    });
  }
});
