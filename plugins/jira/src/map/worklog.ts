import type { RecordInput } from '@headless-pmo/sdk'
import { toMarkdown } from '../text/to-markdown.ts'
import { accountRef } from './account.ts'
import { whenOf } from './dates.ts'
import { numberOf, textOf, type JsonObject } from './json.ts'
import { required } from './required.ts'

/**
 * Booked time. Jira counts seconds.
 * @param issue id of the issue, where the reply does not name it
 * @throws Error when the reply names no issue and none is given, or has no time at all
 */
export function toWorklog(worklog: JsonObject, issue?: string): RecordInput {
  const started = whenOf(worklog['started'])
  const at = started ?? whenOf(worklog['created']) ?? whenOf(worklog['updated'])
  if (at === undefined) throw new Error('Jira’s reply does not say when the time was booked.')
  const seconds = numberOf(worklog['timeSpentSeconds'])
  const account = accountRef(worklog['author'])
  const comment = toMarkdown(worklog['comment'])
  const warnings = [
    ...(started === undefined
      ? ['Jira does not say when the work began: the time of the entry stands here.']
      : []),
    ...(seconds === undefined || seconds < 0
      ? ['Jira does not say how long the work took: 0 stands here.']
      : []),
  ]
  return {
    kind: 'worklog',
    ref: required(worklog, 'id'),
    item: textOf(worklog['issueId']) ?? issue ?? required(worklog, 'issueId'),
    started: at,
    minutes: Math.max(0, seconds ?? 0) / 60,
    ...(account !== undefined && { account }),
    ...(comment !== undefined && { comment }),
    ...(warnings.length > 0 && { warnings }),
  }
}
