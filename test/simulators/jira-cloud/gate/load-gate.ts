import { join } from 'node:path'
import { DescriptionGate } from '../../common/gate/description-gate.ts'
import { loadDescription } from '../../common/gate/load-description.ts'
import { JiraGate } from '../../jira/gate.ts'
import { agilePageProblems, sprintProblems } from '../../jira/gate-checks.ts'
import type { World } from '../../jira/state/world.ts'
import { AGILE_ALLOWANCES, PLATFORM_ALLOWANCES } from './allowances.ts'
import { issueProblems } from './issue-problems.ts'

const PLATFORM = 'jira-cloud-platform-v3.pmo.openapi.json'
const AGILE = 'jira-software-agile-1.0.openapi.json'
/** What is no part of a description, though the product has it. */
const UNDESCRIBED = /^\/oauth\/|^\/rest\/webhooks\/|^\/rest\/api\/(2|latest)\//

/** A fresh gate on the descriptions in `folder`. Rejects with a sentence when they are not there. */
export const loadCloudGate = async (folder: string, world: World): Promise<JiraGate> => {
  const platform = await loadDescription(join(folder, PLATFORM))
  const agile = await loadDescription(join(folder, AGILE))
  const inspect = issueProblems(world)
  return new JiraGate(
    [
      {
        document: platform,
        gate: new DescriptionGate({ document: platform, allowances: PLATFORM_ALLOWANCES, inspect }),
      },
      {
        document: agile,
        gate: new DescriptionGate({ document: agile, allowances: AGILE_ALLOWANCES }),
        undescribedBody: ({ template }, value) => {
          if (template === '/rest/agile/1.0/sprint/{sprintId}') return sprintProblems(value, '')
          return template === '/rest/agile/1.0/board/{boardId}/sprint'
            ? agilePageProblems(value, sprintProblems)
            : undefined
        },
      },
    ],
    UNDESCRIBED,
  )
}
