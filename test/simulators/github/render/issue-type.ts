import type { Json, JsonObject } from '../../common/json.ts'
import { repositoryOf } from '../state/lookup.ts'
import type { Issue, IssueField, IssueType } from '../state/model.ts'
import type { World } from '../state/world.ts'

const typeOf = (world: World, id: number): IssueType | undefined => {
  for (const organization of world.organizations.values()) {
    const type = organization.issueTypes.find((candidate) => candidate.id === id)
    if (type !== undefined) return type
  }
  return undefined
}

export const renderIssueType = (world: World, id: number | null): Json => {
  const type = id === null ? undefined : typeOf(world, id)
  return type === undefined ? null : renderType(type)
}

export const renderType = (type: IssueType): JsonObject => ({
  id: type.id,
  node_id: type.nodeId,
  name: type.name,
  description: type.description,
  color: type.color,
  created_at: type.createdAt,
  updated_at: type.updatedAt,
  is_enabled: type.isEnabled,
})

/** The shorter form inside events and webhooks. */
export const renderEventType = (world: World, id: number): JsonObject => {
  const type = typeOf(world, id)
  return type === undefined ? { id, name: '' } : { id, name: type.name, color: type.color }
}

export const renderIssueField = (field: IssueField): JsonObject => ({
  id: field.id,
  node_id: field.nodeId,
  name: field.name,
  description: field.description,
  data_type: field.dataType,
  visibility: 'all',
  ...(field.dataType === 'single_select'
    ? {
        options: field.options.map((option, index) => ({
          id: option.id,
          name: option.name,
          description: null,
          color: option.color,
          priority: index + 1,
          created_at: field.createdAt,
          updated_at: field.updatedAt,
        })),
      }
    : {}),
  created_at: field.createdAt,
  updated_at: field.updatedAt,
})

export const renderFieldValues = (world: World, issue: Issue): JsonObject[] => {
  const organization = world.organizations.get(repositoryOf(world, issue).owner.toLowerCase())
  return (organization?.issueFields ?? []).flatMap((field) => {
    const value = issue.fieldValues.get(field.id)
    if (value === undefined) return []
    const option = field.options.find((candidate) => candidate.name === value)
    const entry: JsonObject = {
      issue_field_id: field.id,
      issue_field_name: field.name,
      node_id: `IFV_${Buffer.from(`${issue.id}:${field.id}`).toString('base64url')}`,
      data_type: field.dataType,
      value,
      ...(option === undefined
        ? {}
        : { single_select_option: { id: option.id, name: option.name, color: option.color } }),
    }
    return [entry]
  })
}
