import type { JsonObject } from '../../common/json.ts'
import { apiRoot } from '../render/api-root.ts'
import { RANK_FIELD } from '../state/fields.ts'
import { fieldOfKind, findField } from '../state/lookup.ts'
import type { JiraBoard } from '../state/model.ts'
import type { World } from '../state/world.ts'

const numberOf = (fieldId: string): number => Number(fieldId.replace('customfield_', ''))

/** How a board is set up: its columns by status, its field of estimates, its field of ranks. */
export const renderConfiguration = (world: World, board: JiraBoard, self: string): JsonObject => {
  const project = world.projects.get(board.projectId)
  const estimate = findField(world, 'Story Points')
  const rank = fieldOfKind(world, RANK_FIELD)
  const statuses = (project?.statusIds ?? []).flatMap((id) => world.statuses.get(id) ?? [])
  const columns = statuses.map(({ id, name }) => ({
    name,
    statuses: [{ id, self: `${apiRoot(world)}/status/${id}` }],
  }))
  return {
    id: Number(board.id),
    name: board.name,
    type: board.type,
    self: `${world.siteUrl}${self}/board/${board.id}/configuration`,
    ...(world.edition === 'cloud'
      ? { location: { type: 'project', projectKeyOrId: project?.key ?? board.projectId } }
      : {}),
    filter: { id: board.id, self: `${apiRoot(world)}/filter/${board.id}` },
    columnConfig: { columns, constraintType: 'none' },
    ...(estimate === undefined || board.type === 'kanban'
      ? {}
      : {
          estimation: { type: 'field', field: { fieldId: estimate.id, displayName: estimate.name } },
        }),
    ...(rank === undefined ? {} : { ranking: { rankCustomFieldId: numberOf(rank.id) } }),
  }
}
