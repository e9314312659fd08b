import { join } from 'node:path'
import { DescriptionGate } from '../../common/gate/description-gate.ts'
import { loadDescription } from '../../common/gate/load-description.ts'
import { JiraGate } from '../../jira/gate.ts'
import type { World } from '../../jira/state/world.ts'
import { ALLOWANCES } from './allowances.ts'
import { corrected } from './corrections.ts'
import { issueProblems } from './issue-problems.ts'

export const DESCRIPTION = 'jira-dc-10.3.pmo.openapi.json'
/** What is no part of the description, though the product has it. */
const UNDESCRIBED = /^\/webhooks\//

/** A fresh gate on the description in `folder`. Rejects with a sentence when it is not there. */
export const loadDataCenterGate = async (folder: string, world: World): Promise<JiraGate> => {
  const document = corrected(await loadDescription(join(folder, DESCRIPTION)))
  const gate = new DescriptionGate({ document, allowances: ALLOWANCES, inspect: issueProblems(world) })
  return new JiraGate([{ document, gate }], UNDESCRIBED)
}
