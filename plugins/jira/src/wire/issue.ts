import { z } from '@headless-pmo/sdk'
import { History } from './history.ts'
import { Id } from './id.ts'

/**
 * An issue as a search or a single read gives it. Of its fields only the time of the last change is needed to
 * keep it; the others stay unknown here, since sites differ in them, and an issue must not be missed because one
 * of them has another form than expected.
 */
export const Issue = z.looseObject({
  id: Id,
  key: z.string(),
  fields: z.looseObject({ updated: z.string() }),
  /** With `expand=changelog`; on Data Center the whole history. */
  changelog: z.looseObject({ histories: z.array(History).nullish() }).nullish(),
})
export type Issue = z.infer<typeof Issue>

/**
 * What is stored of an issue: its bytes, the site's fields by the part they play, and its history. The histories
 * stand here where they were read apart (Cloud), else inside the issue (Data Center).
 */
export const IssueItem = z.looseObject({
  issue: Issue,
  /** Role → ids of the fields that play it, in the order in which they are tried. */
  fields: z.record(z.string(), z.array(z.string())),
  histories: z.array(History).nullish(),
})
export type IssueItem = z.infer<typeof IssueItem>

/** The history of a stored issue, wherever it came from; undefined where none was read. */
export function historiesOf({ issue, histories }: IssueItem): readonly History[] | undefined {
  return histories ?? issue.changelog?.histories ?? undefined
}
