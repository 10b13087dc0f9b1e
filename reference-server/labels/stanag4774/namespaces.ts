/** The namespace of confidentiality labels. Source: ADatP-4774 App. 1 Annex A */
export const confidentialityLabelNamespace = 'urn:nato:stanag:4774:confidentialitymetadatalabel:1:0';

/** The namespace of confidentiality clearances. Source: ADatP-4774 App. 2 Annex A */
export const confidentialityClearanceNamespace = 'urn:nato:stanag:4774:confidentialityclearance:1:0';
