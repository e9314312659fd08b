import { z } from 'zod'
import { account } from './account.ts'
import { assignment } from './assignment.ts'
import { baseline } from './baseline.ts'
import { calendar } from './calendar.ts'
import { change } from './change.ts'
import { container } from './container.ts'
import { dependency } from './dependency.ts'
import { deployment } from './deployment.ts'
import { fieldDefinition } from './field-definition.ts'
import { issueLog } from './issue-log.ts'
import { iteration } from './iteration.ts'
import { membership } from './membership.ts'
import { milestone } from './milestone.ts'
import { placement } from './placement.ts'
import { resource } from './resource.ts'
import { risk } from './risk.ts'
import { status } from './status.ts'
import { workItem } from './work-item.ts'
import { worklog } from './worklog.ts'

/**
 * The schema of each kind of record, by the kind's name.
 *
 * @example
 * ```ts
 * const kinds = Object.keys(recordSchemas) // 'account', 'assignment', …
 * ```
 */
export const recordSchemas = {
  account,
  assignment,
  baseline,
  calendar,
  change,
  container,
  dependency,
  deployment,
  fieldDefinition,
  issueLog,
  iteration,
  membership,
  milestone,
  placement,
  resource,
  risk,
  status,
  workItem,
  worklog,
}

/**
 * Any record that a connector may emit; `kind` tells which.
 *
 * @example
 * ```ts
 * portfolioRecord.parse({ kind: 'status', ref: '3', name: 'In review' })
 * ```
 */
export const portfolioRecord = z.discriminatedUnion('kind', [
  account,
  assignment,
  baseline,
  calendar,
  change,
  container,
  dependency,
  deployment,
  fieldDefinition,
  issueLog,
  iteration,
  membership,
  milestone,
  placement,
  resource,
  risk,
  status,
  workItem,
  worklog,
])

/** A checked record of any kind, see {@link portfolioRecord}. */
export type PortfolioRecord = z.infer<typeof portfolioRecord>

/**
 * A record as a mapping may write it: fields with a default may be left out. See {@link portfolioRecord}.
 */
export type RecordInput = z.input<typeof portfolioRecord>

/** The name of a kind of record: a key of {@link recordSchemas}. */
export type RecordKind = PortfolioRecord['kind']

/**
 * The record type of one kind: `RecordOf<'workItem'>`.
 *
 * @example
 * ```ts
 * const title = (record: RecordOf<'workItem'>): string => record.title
 * ```
 */
export type RecordOf<K extends RecordKind> = Extract<PortfolioRecord, { kind: K }>
