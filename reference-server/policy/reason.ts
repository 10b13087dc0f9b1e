import type { Oid } from '#labels';
import type { Category, Classification } from './label.ts';

/** Why a label was denied. For the audit log and for people with the right to ask; never sent to a peer. */
export type Reason =
  | { readonly kind: 'no-label' }
  | { readonly kind: 'no-clearance' }
  | { readonly kind: 'unreadable-label'; readonly message: string }
  | { readonly kind: 'unknown-policy'; readonly policy: string }
  | { readonly kind: 'unknown-part'; readonly part: string }
  | { readonly kind: 'invalid-label'; readonly violation: string }
  | { readonly kind: 'other-policy'; readonly label: Oid; readonly clearance: readonly Oid[] }
  | { readonly kind: 'classification-not-held'; readonly classification: Classification }
  | { readonly kind: 'category-not-held'; readonly category: Category }
  | { readonly kind: 'no-value-held'; readonly categories: readonly Category[] }
  | { readonly kind: 'equivalent-not-verified'; readonly label: string }
  | { readonly kind: 'rule'; readonly rule: string };
