import { usualRefusal } from '../../scenario/index.ts';
import type { Provided } from '../variants.ts';
import type { Bench } from './bench.ts';
import { type Check, lookOf } from './check.ts';
import { selfMatrix } from './self-matrix.ts';

/** Each account logs in, unless an access label keeps it out; and it gets what its clearance covers, and nothing else. */
export function accountChecks(bench: Bench): Check[] {
  return bench.accounts.flatMap((account) => [loginOf(account, bench), ...settingsOf(account, bench)]);
}

function loginOf(account: Provided, bench: Bench): Check {
  const about = { verb: '', name: account.name };
  const logsIn = bench.logsIn(account);
  if (logsIn === undefined)
    return { ...about, look: 'nobody has written down whether its clearance covers the access label' };
  const { bind, stream } = usualRefusal;
  const login = logsIn
    ? { actor: 'holder', expect: 'accepted' }
    : { actor: 'holder', expect: 'refused', refusal: { bind, stream } };
  const actors = { holder: { user: account.name, online: false } };
  return { ...about, look: lookOf(`login/${account.name}`, { actors, steps: [{ login }] }) };
}

function settingsOf(account: Provided, bench: Bench): Check[] {
  const others = [...account.settings.keys()].filter((verb) => verb !== 'U');
  return [
    ...(account.settings.has('U') ? [clearanceOf(account, bench)] : []),
    ...others.map((verb) => ({ verb, name: account.name, look: 'no probe looks at it before the run' })),
  ];
}

function clearanceOf(account: Provided, bench: Bench): Check {
  const about = { verb: 'U', name: account.name };
  if (bench.logsIn(account) !== true)
    return { ...about, look: 'an access label keeps it out, so that nothing can be sent to it' };
  const holding = bench.holdingOf(account);
  const passes = bench.passes([bench.homeOf(account)]);
  if (holding === undefined)
    return { ...about, look: 'nobody has written down which labels this clearance covers' };
  if (passes === undefined)
    return { ...about, look: 'nobody has written down which labels pass at this server' };
  const look = selfMatrix(`clearance/${account.name}`, account, passes, holding);
  return { ...about, look: look ?? 'the server lets no label pass that would show it' };
}
