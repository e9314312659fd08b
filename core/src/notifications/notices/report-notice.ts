import type { Notice } from './notice.ts'

/** A report that was made by its plan, as far as it is told. */
export interface ToldReport {
  readonly id: string
  readonly plan: string
  readonly report: string
  readonly title: string
  /** How many things it names as missing. */
  readonly missing: number
  readonly project?: string
}

/** What is told of a report that is ready: what it is, and that it is not whole where that is so. Pure. */
export function reportNotice(
  { id, plan, report, title, missing, project }: ToldReport,
  facts: { readonly at: string; readonly url?: string },
): Notice {
  const gaps = missing === 1 ? 'It names 1 thing as missing.' : `It names ${missing} things as missing.`
  return {
    at: facts.at,
    ...(facts.url !== undefined && { url: facts.url }),
    ...(project !== undefined && { project }),
    type: 'report.ready',
    title: `${title} is ready`,
    text: `${missing === 0 ? 'Nothing is missing in it.' : gaps}\nTo read it, run: pmo report open ${id}`,
    data: { report: id, plan, kind: report, missing },
  }
}
