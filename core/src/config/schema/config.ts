import { z } from 'zod'
import { calendar } from './calendar.ts'
import { connectionSettings } from './connection.ts'
import { identifier } from './identifier.ts'
import { notifierSettings } from './notifier.ts'
import { role, team, unit } from './organisation.ts'
import { person } from './person.ts'
import { portfolio, program, project } from './project.ts'
import { plannedReport } from './report.ts'
import { settings } from './settings.ts'
import { standards } from './standards.ts'

/** The whole of pmo.config.ts. What a connection holds beside its own keys is checked by its connector. */
export const configSchema = z.strictObject({
  plugins: z
    .array(
      z.union([z.string(), z.looseObject({})], {
        error: 'is no plugin; write its package name or the imported plugin',
      }),
    )
    .optional(),
  connections: z.record(identifier, z.looseObject(connectionSettings.shape)).optional(),
  notifiers: z.record(identifier, z.looseObject(notifierSettings.shape)).optional(),
  portfolios: z.array(portfolio).optional(),
  programs: z.array(program).optional(),
  projects: z.array(project).optional(),
  units: z.array(unit).optional(),
  roles: z.array(role).optional(),
  teams: z.array(team).optional(),
  people: z.array(person).optional(),
  calendars: z.array(calendar).optional(),
  reports: z.array(plannedReport).optional().describe('Reports that are made by schedule'),
  settings: settings.optional(),
  standards: standards.optional().describe('What the PMO holds its projects to'),
})
