import type { Container } from 'inversify'
import { ReportService } from '../reports/index.ts'
import { FINDINGS } from './findings.ts'
import { COMPUTE, DATABASE, DEFINITIONS, PLANNED_REPORTS, SETTINGS } from './foundation.ts'
import { GOVERNANCE } from './governance.ts'
import { NOTIFICATIONS } from './notifications.ts'
import { OVERVIEW } from './overview.ts'
import { RULES } from './rules.ts'
import { SCORECARDS } from './scorecards.ts'
import { token } from './token.ts'

export const REPORTS = token<ReportService>('reports')

/** Reports about portfolios, projects and standards. */
export function bindReports(container: Container): void {
  container.bind(REPORTS).toResolvedValue(
    (
      database,
      definitions,
      overview,
      governance,
      findings,
      scorecards,
      rules,
      compute,
      planned,
      settings,
      notifications,
    ) =>
      new ReportService({
        database,
        definitions,
        overview,
        governance,
        findings,
        scorecards,
        compute,
        planned,
        titles: async () => {
          const zone = settings.scheduling?.timeZone ?? 'UTC'
          const book = await rules.book(Temporal.Now.plainDateISO(zone).toString())
          return new Map(book.rules().map(({ id, title }) => [id, title]))
        },
        now: () => Temporal.Now.instant(),
        timeZone: settings.scheduling?.timeZone ?? 'UTC',
        onReady: (tx, ready) => notifications.reportReady(tx, ready),
      }),
    [
      DATABASE,
      DEFINITIONS,
      OVERVIEW,
      GOVERNANCE,
      FINDINGS,
      SCORECARDS,
      RULES,
      COMPUTE,
      PLANNED_REPORTS,
      SETTINGS,
      NOTIFICATIONS,
    ],
  )
}
