/** White space as xs:token has it: runs of blanks are one blank, none at the ends. */
export function collapse(text: string): string {
  // Nearly every name is as it should be, and looking costs less than writing it anew
  if (!/[\t\n\r]| {2}|^ | $/.test(text)) return text;
  return text.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '');
}

/**
 * What two names have in common when a policy takes them as one: blanks collapsed, and case only where the policy
 * does not tell names apart by it.
 *
 * Source: ADatP-4774 Appendix 2 (values of the NATO and PUBLIC policies are case insensitive).
 */
export function nameKey(name: string, ignoreCase: boolean): string {
  const collapsed = collapse(name);
  return ignoreCase ? collapsed.toLowerCase() : collapsed;
}
