import { expect } from 'chai';
import { type AdminPort, adminApp } from './admin.ts';
import { ProvisionError, type ProvisionVerbs } from './provision/verbs.ts';

const token = '0123456789abcdef';

/** An administration interface that writes down what it is asked to do. */
function start(refuse?: Error): {
  ask: (method: string, path: string, body?: string, header?: string) => Promise<unknown>;
  done: unknown[];
} {
  const done: unknown[] = [];
  const act = (what: string) => (verbs: ProvisionVerbs) => {
    if (refuse !== undefined) throw refuse;
    done.push([what, verbs]);
  };
  const port: AdminPort = {
    version: '1.2.3',
    reset: act('reset'),
    change: act('change'),
    report: (mistake) => done.push(['report', mistake]),
  };
  const app = adminApp(port, token);
  return {
    done,
    async ask(method, path, body, header = `Bearer ${token}`) {
      const headers = header === '' ? {} : { authorization: header };
      const response = await app.request(path, { method, headers, ...(body === undefined ? {} : { body }) });
      const text = await response.text();
      return text === '' ? response.status : [response.status, JSON.parse(text)];
    },
  };
}

describe('the administration interface', () => {
  it('does nothing for anybody without the token, on any path', async () => {
    const { ask, done } = start();
    const refusal = [401, { error: 'the bearer token is missing or wrong' }];
    for (const header of ['', token, `bearer ${token}`, `Bearer ${token}x`, 'Bearer ', `Basic ${token}`]) {
      expect(await ask('PUT', '/provision', '{}', header), header).to.deep.equal(refusal);
      expect(await ask('GET', '/health', undefined, header), header).to.deep.equal(refusal);
      expect(await ask('GET', '/elsewhere', undefined, header), header).to.deep.equal(refusal);
    }
    expect(done).to.deep.equal([]);
  });

  it('says that it is there, and which version', async () => {
    expect(await start().ask('GET', '/health')).to.deep.equal([200, { version: '1.2.3' }]);
  });

  it('replaces everything with PUT, and changes what is named with PATCH', async () => {
    const { ask, done } = start();
    expect(await ask('PUT', '/provision', '{"Pol": ["a.xml"]}')).to.equal(204);
    expect(await ask('PATCH', '/provision', '{"Srv.clr": "none"}')).to.equal(204);
    expect(done).to.deep.equal([
      ['reset', { Pol: ['a.xml'] }],
      ['change', { 'Srv.clr': 'none' }],
    ]);
  });

  it('says what is wrong with a body, and does nothing', async () => {
    const { ask, done } = start();
    expect(await ask('PUT', '/provision', '{')).to.deep.equal([422, { error: 'the body is not JSON' }]);
    for (const body of ['[]', '1', 'null', '"x"']) {
      expect(await ask('PATCH', '/provision', body)).to.deep.equal([
        422,
        { error: 'the body is not a JSON object of verbs, as in {"Srv.clr": "none"}' },
      ]);
    }
    expect(done).to.deep.equal([]);
  });

  it('passes on what is wrong with a verb', async () => {
    const { ask } = start(new ProvisionError('write `on` or `off`', 'stamp'));
    expect(await ask('PATCH', '/provision', '{"stamp": 1}')).to.deep.equal([
      422,
      { error: '`stamp`: write `on` or `off`' },
    ]);
  });

  it('keeps a mistake of its own to the log', async () => {
    const mistake = new Error('the disk is full');
    const { ask, done } = start(mistake);
    expect(await ask('PUT', '/provision', '{}')).to.deep.equal([
      500,
      { error: 'the server made a mistake; its log says which' },
    ]);
    expect(done).to.deep.equal([['report', mistake]]);
  });

  it('says what there is where there is nothing', async () => {
    const { ask } = start();
    for (const [method, path] of [
      ['GET', '/provision'],
      ['DELETE', '/provision'],
      ['GET', '/'],
    ] as const) {
      expect(await ask(method, path)).to.deep.equal([
        404,
        { error: 'there is GET /health, PUT /provision, PATCH /provision and POST /directory/refresh' },
      ]);
    }
  });

  it('has the directory read anew, and says why it is down', async () => {
    const asks = async (refreshDirectory?: () => Promise<string | undefined>): Promise<unknown> => {
      const port: AdminPort = {
        version: '1',
        reset: () => undefined,
        change: () => undefined,
        report: () => undefined,
        ...(refreshDirectory && { refreshDirectory }),
      };
      const headers = { authorization: `Bearer ${token}` };
      const response = await adminApp(port, token).request('/directory/refresh', { method: 'POST', headers });
      return [response.status, await response.text()];
    };
    expect(await asks(() => Promise.resolve(undefined))).to.deep.equal([204, '']);
    expect(await asks(() => Promise.resolve('it is gone'))).to.deep.equal([503, '{"error":"it is gone"}']);
    expect(await asks()).to.deep.equal([
      404,
      '{"error":"there is no directory; the configuration gives one with `directory`"}',
    ]);
  });
});
