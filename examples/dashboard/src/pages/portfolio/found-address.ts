import { standardsAddressOf } from '../standards/standards-view.ts'

/** Where the findings of a project lie that one of its numbers counts; what was not judged is told by its scorecard. Pure. */
export function foundAddressOf(
  name: 'open' | 'breach' | 'waived' | 'unknown',
  project: string,
): Record<string, string> {
  switch (name) {
    case 'open':
      return standardsAddressOf({ tab: 'findings', state: 'open', project })
    case 'breach':
      return standardsAddressOf({ tab: 'findings', state: 'open', severity: 'error', project })
    case 'waived':
      return standardsAddressOf({ tab: 'findings', state: 'waived', project })
    case 'unknown':
      return standardsAddressOf({ tab: 'scorecards', state: 'current', project })
    default:
      return name satisfies never
  }
}
