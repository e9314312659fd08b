import type { Allowance } from '../../common/gate/allowance.ts'

const REFUSED_ANYWHERE: Omit<Allowance, 'id'> = {
  side: 'reply',
  operation: /./,
  problem: /the status (401|429) is not described/,
  reason: 'Missing credentials and limits are answered at every address; most descriptions forget them.',
}

/** Known defects of the platform's description. */
export const PLATFORM_ALLOWANCES: readonly Allowance[] = [
  {
    id: 'instants-without-colon',
    side: 'reply',
    operation: /./,
    problem: /must match format "date-time"/,
    reason: 'Jira writes offsets as +0000, which the format forbids; the gate checks instants by itself.',
  },
  {
    id: 'changes-of-nothing',
    side: 'reply',
    operation: /changelog|\/issue\/\{issueIdOrKey\}$|\/search\/jql$|\/issue\/bulkfetch$/,
    problem: /\/items\/\d+\/(from|fromString|to|toString) must be string/,
    reason:
      'What was unset is null in real changelogs; the gate checks by itself that nothing else is there.',
  },
  {
    id: 'removed-search',
    side: 'reply',
    operation: /^(GET|POST) \/rest\/api\/3\/search$/,
    problem: /the status 410 is not described/,
    reason: 'The description still lists the search that is gone (CHANGE-2046).',
  },
  {
    id: 'content-of-no-content',
    side: 'reply',
    operation: /^PUT \/rest\/api\/3\/issue\/\{issueIdOrKey\}$/,
    problem: /^ no body where one is described/,
    reason: 'A body is described for the status 204, which has none.',
  },
  { ...REFUSED_ANYWHERE, id: 'platform-refusals' },
]

/** Known defects of the old description of the agile API. */
export const AGILE_ALLOWANCES: readonly Allowance[] = [
  {
    id: 'removed-issue-reads',
    side: 'reply',
    operation: /^GET \/rest\/agile\/1\.0\/.*(issue|backlog)$/,
    problem: /the status 410 is not described/,
    reason: 'The description is of 2022; issues left the agile API on 2026-11-01.',
  },
  {
    id: 'filters-as-objects',
    side: 'request',
    operation: /^GET \/rest\/agile\/1\.0\/board(\/\{boardId\}\/sprint)?$/,
    problem: /^(type|state) ".*" is no value of it/,
    reason: 'Comma lists are described as objects.',
  },
]
