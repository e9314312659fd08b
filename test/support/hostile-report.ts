import { table, type ReportDocument } from '../../core/src/reports/report-document.ts'

/** A report in which a text of somebody else stands wherever one can. */
export function hostileReport(text: string): ReportDocument {
  return {
    report: 'portfolio-status',
    title: text,
    decision: text,
    owner: text,
    asOf: '2026-03-18T12:00:00Z',
    scope: text,
    inputs: [{ name: text, use: text, available: 1, needed: 2 }],
    missing: [text],
    sections: [
      {
        heading: text,
        source: text,
        parts: [
          { type: 'text', lines: [text] },
          { type: 'list', lines: [text, text] },
          table(text, [text, text], [[{ text, light: 'red', url: text }, { text }]]),
          { type: 'lights', caption: text, counts: { red: 1, amber: 0, unknown: 2, green: 1 } },
          { type: 'trend', caption: text, days: [{ day: '2026-03-18', light: 'red' }] },
          { type: 'bars', caption: text, bars: [{ name: text, share: 0.5 }, { name: text }] },
        ],
      },
    ],
  }
}
