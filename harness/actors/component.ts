import { component as newComponent } from '@xmpp/component';
import type { Actor, Observer } from './actor.ts';
import { librarySession } from './library-session.ts';
import { ns } from './namespaces.ts';

/** Where a component connects, and as whom. There is no TLS: both ends are on one machine. Source: XEP-0114. */
export interface ComponentEndpoint {
  readonly host: string;
  readonly port: number;
  /** The component's own domain. */
  readonly domain: string;
  readonly secret: string;
}

/**
 * A component on @xmpp/component, authenticated. It answers nothing by itself.
 *
 * @throws SessionError when the server refuses it.
 */
export function openComponent(
  name: string,
  endpoint: ComponentEndpoint,
  observer: Observer,
  signal: AbortSignal,
): Promise<Actor> {
  const { host, port, domain, secret } = endpoint;
  const service = `xmpp://${host}:${port}`;
  const connection = newComponent({ service, domain, password: secret });
  keepStanzasFrom(connection);
  return librarySession(name, connection, {
    service,
    domain,
    observer,
    signal,
    readBinding: (element) =>
      element.name === 'handshake' && element.namespace === ns.component ? domain : undefined,
  });
}

/** The library refuses every iq before anybody else can answer it. */
function keepStanzasFrom(connection: XmppConnection): void {
  const onElement = connection._onElement.bind(connection);
  connection._onElement = (element) => {
    if (!['message', 'presence', 'iq'].includes(element.name)) onElement(element);
  };
}
