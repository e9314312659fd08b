import type { Outputs } from '../../ui/api-types.ts'

/** What the portfolio asks for of each project: what its table shows. The rest is asked for when it is opened. */
export const SHOWN_FIELDS = [
  'project',
  'health',
  'dates',
  'forecast',
  'findings',
  'trend',
  'freshness',
] as const

/** A project of the portfolio with how it stands. */
export type OverviewRow = Pick<
  Outputs['overview']['projects']['items'][number],
  (typeof SHOWN_FIELDS)[number]
>
