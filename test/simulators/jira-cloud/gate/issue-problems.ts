import type { InspectedReply } from '../../common/gate/description-gate.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import type { World } from '../../jira/state/world.ts'

/** What the description leaves open. */
export const issueProblems =
  (_world: World) =>
  (_reply: InspectedReply): readonly Problem[] => []
