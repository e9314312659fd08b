/** Forms in which a report can be written. */
export const REPORT_FORMATS = ['text', 'json', 'sarif', 'junit', 'md'] as const

/** One of {@link REPORT_FORMATS}. */
export type ReportFormat = (typeof REPORT_FORMATS)[number]
