import type { Inputs } from '../../ui/api-types.ts'
import { wordOf } from '../../ui/address-word.ts'

export type ReportName = Inputs['reports']['get']['report']

/** Which reports can be asked for. */
export const REPORTS: readonly ReportName[] = ['portfolio-status', 'project-status', 'standards']

/** How a report is shown; both can be downloaded. */
export const FORMATS = { html: 'As a page', md: 'As Markdown' } as const
export type Format = keyof typeof FORMATS

/** A view of the reports. It is the address. */
export interface ReportsView {
  /** Which report is shown; absent: the list. */
  readonly report?: ReportName
  /** Id of a project, of reports about one. */
  readonly project?: string
  /** Id of a portfolio; absent: all projects. */
  readonly portfolio?: string
  readonly format: Format
  /** Id of a report that was kept, which is shown instead. */
  readonly kept?: string
}

/** Reads a view from an address; what is not understood is left out. */
export function reportsViewOf(search: Readonly<Record<string, unknown>>): ReportsView {
  const report = REPORTS.find((one) => one === search['report'])
  const texts = (['project', 'portfolio', 'kept'] as const).flatMap((name) => {
    const word = wordOf(search[name])
    return word === undefined ? [] : [[name, word] as const]
  })
  return {
    format: search['format'] === 'md' ? 'md' : 'html',
    ...(report !== undefined && { report }),
    ...Object.fromEntries(texts),
  }
}

/** Writes a view for an address: only what differs from the list. */
export function reportsAddressOf({ format, ...rest }: ReportsView): Record<string, string> {
  return {
    ...(format !== 'html' && { format }),
    ...Object.fromEntries(
      Object.entries(rest).filter((entry): entry is [string, string] => Boolean(entry[1])),
    ),
  }
}

/** Name of the file that a report is kept in on somebody's machine. */
export function fileName(title: string, asOf: string, format: Format): string {
  const words = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
  return `${words === '' ? 'report' : words}-${asOf.slice(0, 10)}.${format}`
}
