import type { InspectedReply } from '../../common/gate/description-gate.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import { type FieldRules, problemsOfIssues } from '../../jira/gate-fields.ts'
import type { World } from '../../jira/state/world.ts'
import { schemaOfField } from './field-schemas.ts'

const SPRINT_TEXT =
  /^com\.atlassian\.greenhopper\.service\.sprint\.Sprint@[0-9a-f]+\[id=\d+,rapidViewId=\d*,state=(FUTURE|ACTIVE|CLOSED),name=.*\]$/s

/** What the description leaves open: fields of issues, instants, changes, and what a page of a search says of itself. */
export const issueProblems =
  (world: World) =>
  (reply: InspectedReply): readonly Problem[] =>
    problemsOfIssues(world, reply, rulesOf(world))

const rulesOf = (world: World): FieldRules => ({
  schemaOf: (field) => schemaOfField(field),
  ...(world.sprintStrings
    ? {
        sprint: (value: unknown, place: string) =>
          typeof value === 'string' && SPRINT_TEXT.test(value)
            ? []
            : [{ place, problem: `${JSON.stringify(value)} is no sprint as Data Center writes it` }],
      }
    : {}),
})
