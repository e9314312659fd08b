import type { Edit, EditOutcome } from '../../jira/edits/edit.ts'
import { northwindIssue } from '../../github/presets/demo.ts'
import type { Step } from './northwind-days.ts'

/** Where a piece of work waits for another team's, in another tool. */
interface CrossLink {
  readonly project: string
  /** Title of an epic, or of an item of it. */
  readonly from: string
  readonly day: number
  readonly relationship: string
  /** Key of the work in GitHub's part of the story. */
  readonly github: string
}

const LINKS: readonly CrossLink[] = [
  { project: 'MEM', from: 'Monthly pass', day: -80, relationship: 'is blocked by', github: 'f-pay-pass' },
  {
    project: 'MEM',
    from: 'Payments at the dock',
    day: -15,
    relationship: 'is blocked by',
    github: 'f-locks',
  },
  { project: 'LOCK', from: 'Lock protocol 2', day: -55, relationship: 'blocks', github: 'f-locks' },
  {
    project: 'LOCK',
    from: 'Updates over the air',
    day: -30,
    relationship: 'is blocked by',
    github: 'f-rollout',
  },
]

/** The links that Jira's teams set to GitHub. */
export const crossLinks = (
  project: string,
  {
    edit,
    keyOf,
  }: { readonly edit: (change: Edit) => EditOutcome; readonly keyOf: (title: string) => string | undefined },
): Step[] =>
  LINKS.filter((link) => link.project === project).map(({ from, day, relationship, github }) => ({
    day,
    happen: () => {
      const { url, title } = northwindIssue(github)
      const issue = keyOf(from)
      if (issue === undefined) throw new Error(`The story of ${project} knows no "${from}".`)
      edit({ kind: 'addRemoteLink', issue, url, title, relationship })
    },
  }))
