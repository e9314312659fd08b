import type { Handler } from 'hono'
import { REPORT_POLICY, type RenderedReport, type ReportFormat } from '../reports/index.ts'
import type { ApiEnv } from './api-env.ts'

/** Gives a report that was kept. @throws PmoError `not-found` */
export type KeptReports = (id: string, format: ReportFormat) => Promise<RenderedReport>

/** A kept report as a page: under a policy by which nothing in it runs, and nothing is fetched. */
export function reportRoute(kept: KeptReports): Handler<ApiEnv> {
  return async (c) => {
    const id = (c.req.param('file') ?? '').replace(/\.html$/, '')
    const { text } = await kept(id, 'html')
    return c.body(text, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': REPORT_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-store',
    })
  }
}
