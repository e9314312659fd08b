import type { JsonObject } from '../../common/json.ts'
import type { JiraIssue } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { renderHistory } from './work.ts'

/** How many entries an issue shows by itself: the newest only. */
const SHOWN = 40

/** The changelog that `expand` adds: newest first, and not all of it. */
export const renderChangelogPage = (world: World, issue: JiraIssue, zone: string): JsonObject => ({
  startAt: 0,
  maxResults: Math.min(SHOWN, issue.histories.length),
  total: issue.histories.length,
  histories: issue.histories
    .slice(-SHOWN)
    .toReversed()
    .map((history) => renderHistory(world, history, zone)),
})

/** Data Center's: all of it, oldest first. */
export const renderWholeChangelog = (world: World, issue: JiraIssue, zone: string): JsonObject => ({
  startAt: 0,
  maxResults: issue.histories.length,
  total: issue.histories.length,
  histories: issue.histories.map((history) => renderHistory(world, history, zone)),
})
