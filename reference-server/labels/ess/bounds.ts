/** Longest label that is read or written, in octets. Labels in use are under 200. */
export const maxLabelBytes = 65_536;

/** The highest classification. Source: RFC 2634 §3.2 ub-integer-options */
export const maxClassification = 256n;

/** Most SecurityCategory values of a label, and most values in all of them: bit maps say many in few octets. */
export const mostCategories = {
  /** Source: RFC 2634 §3.2 ub-security-categories */
  categories: 64,
  values: 4096,
} as const;
