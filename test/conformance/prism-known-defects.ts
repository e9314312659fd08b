import { type Allowance, covers } from '../simulators/common/gate/allowance.ts'
import type { Violation } from '../simulators/common/gate/violation.ts'

/** What Prism says of a null in a changelog. */
const NULL_CHANGE = /\/items\/\d+\/(from|fromString|to|toString) .* must be string, and is null$/

/** Known defects of the two descriptions of Jira Cloud. */
export const CLOUD_DEFECTS: readonly Allowance[] = [
  {
    id: 'changes-of-nothing',
    side: 'reply',
    operation: /changelog|\/issue\/\{issueIdOrKey\}$|\/search\/jql$/,
    problem: NULL_CHANGE,
    reason: 'What was unset is null in real changelogs; the description says text.',
  },
]

/** Known defects of the description of Data Center that our gate does not correct. */
export const CORRECTED_DEFECTS: readonly Allowance[] = [
  {
    id: 'personal-access-tokens',
    side: 'request',
    operation: /./,
    problem: /^ Invalid security scheme used$/,
    reason: 'The description knows basic credentials alone; personal access tokens are bearer tokens.',
  },
]

/** Known defects of the description of Data Center as it is published. */
export const PUBLISHED_DEFECTS: readonly Allowance[] = [
  ...CORRECTED_DEFECTS,
  {
    id: 'lists-as-objects',
    side: 'reply',
    operation:
      /\/(field|status|issuetype|priority|resolution|project|user\/search|versions|components|worklog\/list|remotelink)$/,
    problem: /^body Response body must be object$/,
    reason: 'Endpoints that list things are described as answering with one of them.',
  },
  {
    id: 'issue-fields-as-objects',
    side: 'reply',
    operation: /\/(search|issue\/\{issueIdOrKey\})$/,
    problem: /\/fields\/\w+ .* must be object(, and is null)?$/,
    reason: 'Values of fields are described as objects; most are text, numbers or lists.',
  },
  {
    id: 'changes-of-nothing',
    side: 'reply',
    operation: /\/(search|issue\/\{issueIdOrKey\})$/,
    problem: NULL_CHANGE,
    reason: 'What was unset is null in real changelogs; the description says text.',
  },
]

/** Known defects of the description of Graph: Prism met none. */
export const GRAPH_DEFECTS: readonly Allowance[] = []

/** Known defects of the description of GitHub. */
export const GITHUB_DEFECTS: readonly Allowance[] = [
  {
    id: 'nothing-new',
    side: 'reply',
    operation: /^GET \/repos\/\{owner\}\/\{repo\}\/issues$/,
    problem: /^304 Unable to match the returned status code/,
    reason:
      'A conditional request is answered with 304 at every address that has an ETag; it is not described here.',
  },
]

/** What is no known defect, in words, each once; and the defects that did not show. */
export function verdictOf(
  violations: readonly Violation[],
  defects: readonly Allowance[],
): { readonly breaches: readonly string[]; readonly gone: readonly string[] } {
  const breaches = violations.filter((violation) => !defects.some((defect) => covers(defect, violation)))
  const gone = defects.filter((defect) => !violations.some((violation) => covers(defect, violation)))
  const words = breaches.map(
    ({ side, operation, status, place, problem }) =>
      `${side} of ${operation} (${status}) ${place}: ${problem}`,
  )
  return { breaches: [...new Set(words)], gone: gone.map(({ id }) => id) }
}
