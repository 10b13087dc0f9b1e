import { type WrittenLabel, readLabelValue } from '#labels';
