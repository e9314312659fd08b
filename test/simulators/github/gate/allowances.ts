import type { Allowance } from '../../common/gate/allowance.ts'

/** Known defects of GitHub's description. */
export const ALLOWANCES: readonly Allowance[] = [
  {
    id: 'event-state-reason',
    side: 'reply',
    operation: /^GET \/repos\/\{owner\}\/\{repo\}\/issues\/(\{issue_number\}\/)?events$/,
    problem: /state_reason|event "closed"/,
    reason: 'Real `closed` events carry `state_reason`; only the timeline describes it.',
  },
  {
    id: 'issue-events-not-found',
    side: 'reply',
    operation: /^GET \/repos\/\{owner\}\/\{repo\}\/issues\/\{issue_number\}\/events$/,
    problem: /the status 404 is not described/,
    reason: 'An issue that is not there answers 404 at every address; here only 200 and 410 are described.',
  },
  {
    id: 'pull-label-description',
    side: 'reply',
    operation: /\/pulls$/,
    problem: /\/labels\/\d+\/description must be string/,
    reason: "A label's description may be null; the pull request's label schema forgot it.",
  },
  {
    id: 'ghost-in-history',
    side: 'reply',
    operation: /\/issues\/\{issue_number\}\/(events|timeline)$/,
    problem: /(actor|assignee|assigner).*must be object|\/(actor|assignee|assigner) .*must be object/,
    reason:
      'People who deleted their account are null in real history; the description wants a user everywhere.',
  },
]
