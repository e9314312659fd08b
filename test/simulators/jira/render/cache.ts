import type { JiraIssue } from '../state/model.ts'
import { type IssueView, renderIssue } from './issue.ts'

export interface CachedView extends IssueView {
  /** Names the fields and the zone: two views with the same key render the same. */
  readonly key: string
}

interface Rendered {
  readonly key: string
  readonly revision: number
  readonly text: string
}

const rendered = new WeakMap<JiraIssue, Rendered>()

/** The issue's JSON. Kept until anything in the world changes, as an issue shows names that are not its own. */
export const cachedIssue = (view: CachedView, issue: JiraIssue): string => {
  const known = rendered.get(issue)
  const { revision } = view.world
  if (view.changelog === undefined && known?.key === view.key && known.revision === revision)
    return known.text
  const text = JSON.stringify(renderIssue(view, issue))
  if (view.changelog === undefined) rendered.set(issue, { key: view.key, revision, text })
  return text
}
