import type { Outputs } from '../../ui/api-types.ts'

/** A project of the portfolio with how it stands. */
export type OverviewRow = Outputs['overview']['projects']['items'][number]
