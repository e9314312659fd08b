import { issueAt, repositoryNamed } from '../state/lookup.ts'
import {
  addDraftToProject,
  addIssueToProject,
  addProject,
  addProjectField,
  archiveItem,
  itemNumbered,
  projectNumbered,
  removeItem,
  setItemValue,
  setIterations,
  setProjectClosed,
} from '../state/projects.ts'
import type { World } from '../state/world.ts'
import type { EditAction, EditOutcome } from './edit.ts'

const PROJECT_EDIT_KINDS = [
  'createProject',
  'closeProject',
  'reopenProject',
  'addProjectField',
  'setIterations',
  'addItem',
  'addDraft',
  'setItemValue',
  'archiveItem',
  'restoreItem',
  'removeItem',
] as const

type ProjectEdit = Extract<EditAction, { readonly kind: (typeof PROJECT_EDIT_KINDS)[number] }>

export const isProjectEdit = (edit: EditAction): edit is ProjectEdit =>
  PROJECT_EDIT_KINDS.some((kind) => kind === edit.kind)

/** The edits of Projects v2. None of them moves an issue's `updated_at`. */
export const applyProjectEdit = (world: World, edit: ProjectEdit, actor: string): EditOutcome => {
  if (edit.kind === 'createProject') {
    const project = addProject(world, { ...edit, creator: actor })
    return { number: project.number, id: project.id }
  }
  const project = projectNumbered(world, edit.owner, edit.project)
  switch (edit.kind) {
    case 'closeProject':
    case 'reopenProject':
      setProjectClosed(world, project, edit.kind === 'closeProject')
      return {}
    case 'addProjectField':
      return { id: addProjectField(world, project, edit.field).id }
    case 'setIterations':
      setIterations(world, project, edit)
      return {}
    case 'addItem': {
      const issue = issueAt(repositoryNamed(world, edit.issue.repo), edit.issue.number)
      return { id: addIssueToProject(world, project, { issue, actor }).id }
    }
    case 'addDraft': {
      const body = edit.body === undefined ? {} : { body: edit.body }
      return { id: addDraftToProject(world, project, { title: edit.title, ...body, actor }).id }
    }
    case 'setItemValue': {
      const item = itemNumbered(project, edit.item)
      setItemValue(world, project, { item, field: edit.field, value: edit.value, actor })
      return {}
    }
    case 'archiveItem':
    case 'restoreItem': {
      const item = itemNumbered(project, edit.item)
      archiveItem(world, project, { item, archived: edit.kind === 'archiveItem', actor })
      return {}
    }
    case 'removeItem':
      removeItem(world, project, { item: itemNumbered(project, edit.item), actor })
      break
  }
  return {}
}
