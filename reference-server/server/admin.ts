import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { ProvisionError, type ProvisionVerbs } from './provision/verbs.ts';

/** What the administration interface can do to a running server. */
export interface AdminPort {
  /** Everything anew: provisioning replaced, sessions ended, offline messages, rosters and rooms forgotten. */
  reset(verbs: ProvisionVerbs): void;
  /** The named verbs only; the rest stays, and so do the sessions. */
  change(verbs: ProvisionVerbs): void;
  /** Reads the directory anew; gives why it is down, or `undefined`. Left out: there is none. */
  refreshDirectory?(): Promise<string | undefined>;
  readonly version: string;
  /** Writes a mistake of our own to the log. */
  report(mistake: unknown): void;
}

/**
 * The administration interface: loopback HTTP with a bearer token. `PUT /provision` replaces, `PATCH /provision` changes;
 * the body is a JSON object of verbs (docs/provisioning.md). Either all of it takes effect or none: 204, or 422 with
 * `{"error": "one sentence"}`. `POST /directory/refresh` answers when the directory has been read: 204, or 503 where it is
 * down.
 */
export function adminApp(port: AdminPort, token: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (isToken(context.req.header('authorization'), token)) return next();
    return context.json({ error: 'the bearer token is missing or wrong' }, 401);
  });
  app.get('/health', (context) => context.json({ version: port.version }));
  app.on(['PUT', 'PATCH'], '/provision', async (context) => {
    try {
      const verbs = readBody(await context.req.text());
      if (context.req.method === 'PUT') port.reset(verbs);
      else port.change(verbs);
      return context.body(null, 204);
    } catch (error) {
      if (error instanceof ProvisionError) return context.json({ error: error.message }, 422);
      throw error;
    }
  });
  app.post('/directory/refresh', async (context) => {
    if (port.refreshDirectory === undefined)
      return context.json(
        { error: 'there is no directory; the configuration gives one with `directory`' },
        404,
      );
    const why = await port.refreshDirectory();
    return why === undefined ? context.body(null, 204) : context.json({ error: why }, 503);
  });
  app.notFound((context) =>
    context.json(
      { error: 'there is GET /health, PUT /provision, PATCH /provision and POST /directory/refresh' },
      404,
    ),
  );
  app.onError((mistake, context) => {
    port.report(mistake);
    return context.json({ error: 'the server made a mistake; its log says which' }, 500);
  });
  return app;
}

/** The HTTP server for the interface, not yet listening. */
export function adminListener(app: Hono): Server {
  const listener = getRequestListener(app.fetch);
  return createServer((request, response) => {
    void listener(request, response);
  });
}

function readBody(text: string): ProvisionVerbs {
  const body = parseJson(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ProvisionError('the body is not a JSON object of verbs, as in {"Srv.clr": "none"}');
  }
  return Object.fromEntries(Object.entries(body));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProvisionError('the body is not JSON');
  }
}

/** Compared in constant time, whatever its length. */
function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
