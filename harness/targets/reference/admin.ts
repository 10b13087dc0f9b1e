import { z } from 'zod';
import { EnvironmentFault, type Provision, ProvisionRefused } from '../target.ts';

/** The reference server's provisioning interface. */
export interface Admin {
  /** Makes this all there is, and forgets sessions, rosters and stored messages. */
  replace(provision: Provision): Promise<void>;
  /** Changes the named verbs while it runs. */
  change(provision: Provision): Promise<void>;
  /** Has the server read its directory anew. Gives why it cannot, or `undefined`. */
  refreshDirectory(): Promise<string | undefined>;
}

/** Longest wait for an answer, in milliseconds. */
const answerTimeoutMs = 5_000;

/** The same where the server asks its directory first, which may have to be given up. */
const refreshTimeoutMs = 15_000;

const refusal = z.object({ error: z.string() });

/** @throws EnvironmentFault (every function) with the server's sentence when it does not take the provisioning. */
export function adminOf(address: string, token: string): Admin {
  const request = async (path: string, init: RequestInit, timeoutMs: number): Promise<Response> =>
    fetch(`http://${address}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new EnvironmentFault(`the reference server cannot be provisioned: ${reason}`);
    });
  const ask = async (method: 'PUT' | 'PATCH', provision: Provision): Promise<void> => {
    const init = { method, body: JSON.stringify(provision) };
    const response = await request('/provision', init, answerTimeoutMs);
    const text = await response.text();
    if (response.status === 204) return;
    const sentence = `the reference server refuses the provisioning: ${sentenceOf(text)}`;
    throw response.status === 422 ? new ProvisionRefused(sentence) : new EnvironmentFault(sentence);
  };
  return {
    replace: (provision) => ask('PUT', provision),
    change: (provision) => ask('PATCH', provision),
    refreshDirectory: async () => {
      const response = await request('/directory/refresh', { method: 'POST' }, refreshTimeoutMs);
      const text = await response.text();
      return response.status === 204 ? undefined : sentenceOf(text);
    },
  };
}

function sentenceOf(body: string): string {
  try {
    const said = refusal.safeParse(JSON.parse(body));
    return said.success ? said.data.error : body;
  } catch {
    return body;
  }
}
