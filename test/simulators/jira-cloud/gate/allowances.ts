import type { Allowance } from '../../common/gate/allowance.ts'

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
]

/** Known defects of the old description of the agile API. */
export const AGILE_ALLOWANCES: readonly Allowance[] = []
