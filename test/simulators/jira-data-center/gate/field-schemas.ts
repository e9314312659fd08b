import type { JsonSchema } from '../../common/gate/open-api.ts'
import { type FieldParts, fieldSchemas, orNull } from '../../jira/gate-field-schemas.ts'
import type { JiraField } from '../../jira/state/model.ts'

const TEXT: JsonSchema = { type: 'string' }

const PARTS: FieldParts = {
  status: 'StatusJsonBean',
  issueType: 'IssueTypeJsonBean',
  priority: 'PriorityJsonBean',
  project: 'ProjectJsonBean',
  person: ['UserJsonBean', 'name', 'key', 'displayName', 'active'],
  resolution: 'ResolutionJsonBean',
  version: 'VersionBean',
  component: 'ComponentBean',
  linkType: 'IssueLinkTypeJsonBean',
  relative: 'IssueRefJsonBean',
  comments: 'CommentsWithPaginationJsonBean',
  worklogs: 'WorklogWithPaginationBean',
  text: orNull(TEXT),
}

const schemaOf = fieldSchemas(PARTS)

/** The schema of a field's value. Recorded fields without a type may hold anything. */
export const schemaOfField = (field: JiraField): JsonSchema | undefined =>
  field.custom === undefined && field.type === 'any' ? {} : schemaOf(field)
