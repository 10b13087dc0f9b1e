import { type Clearance, type Clearances, type Policies, policiesOf } from '#policy';
import { labelOrNone, levelOf } from './values.ts';
import { ProvisionError, type ProvisionVerbs } from './verbs.ts';

/** The same policies with `Pol.label` and `Pol.clr` in place of what the SPIF says; their classifications and categories stay the same objects. */
export function withDefaults(policies: Policies, verbs: ProvisionVerbs): Policies {
  const { governing, all } = policies;
  return policiesOf({ ...governing, defaults: defaultsOf(verbs, policies) }, ...all.slice(1));
}

type Defaults = Policies['governing']['defaults'];

/** `Pol.label` and `Pol.clr` in place of what the SPIF says; left out, the SPIF counts. */
function defaultsOf(verbs: ProvisionVerbs, policies: Policies): Defaults {
  const { label, clearance, ...others } = policies.governing.defaults;
  const { 'Pol.label': labelValue, 'Pol.clr': clearanceValue } = verbs;
  const wantedLabel = labelValue === undefined ? label : labelOrNone('Pol.label', labelValue, policies);
  const wantedClearance =
    clearanceValue === undefined ? clearance : onlyOne(levelOf(clearanceValue, policies, 'Pol.clr'));
  return {
    ...others,
    ...(wantedLabel === undefined ? {} : { label: wantedLabel }),
    ...(wantedClearance === undefined ? {} : { clearance: wantedClearance }),
  };
}

/** A policy has one default clearance. */
function onlyOne(clearances: Clearances = []): Clearance | undefined {
  if (clearances.length > 1) throw new ProvisionError('write one clearance, or `none`', 'Pol.clr');
  return clearances[0];
}
