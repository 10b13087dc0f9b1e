/** Most Category elements of a label, and most values in all of them. Nothing bounds a clearance but its length. */
export const mostLabelCategories = { categories: 1024, values: 4096 } as const;

/** Most successors, each inside the one before. */
export const maxSuccessors = 4;

/** Longest document with one label, and with one clearance, in bytes. Labels in use are under 2000. */
export const maxLabelDocumentBytes = 65_536;
export const maxClearanceDocumentBytes = 262_144;
