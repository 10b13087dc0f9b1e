/** Who made a label. */
export interface OriginatorId {
  readonly type: OriginatorIdType;
  readonly value: string;
}

export type OriginatorIdType = (typeof originatorIdTypes)[number];

/** What kinds of name an originator may have. Source: ADatP-4774 App. 1 Table 9 */
export const originatorIdTypes = [
  'rfc822Name',
  'dNSName',
  'directoryName',
  'uniformResourceIdentifier',
  'iPAddress',
  'x400Address',
  'userPrincipalName',
  'jID',
] as const;
