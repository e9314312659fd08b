/** Families of measures. */
export const MEASURES = ['earned-value', 'earned-schedule', 'budget', 'flow', 'delivery'] as const
export type MeasureFamily = (typeof MEASURES)[number]
