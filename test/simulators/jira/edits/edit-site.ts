import { EditError } from '../state/edit-error.ts'
import { clausesOf } from '../state/fields.ts'
import { fieldOf, projectOf, statusOf, userOf } from '../state/lookup.ts'
import { addUser } from '../state/site.ts'
import type { World } from '../state/world.ts'
import type { EditOf, EditOutcome } from './edit.ts'

export const createStatus = (world: World, edit: EditOf<'createStatus'>): EditOutcome => {
  const id = world.nextId('status')
  const project = edit.project === undefined ? null : projectOf(world, edit.project)
  const own = project?.style === 'next-gen' ? project.id : null
  world.statuses.set(id, { id, name: edit.name, description: '', category: edit.category, projectId: own })
  const users =
    own === null ? [...world.projects.values()].filter(({ style }) => style === 'classic') : [project]
  for (const user of users) user?.statusIds.push(id)
  world.revision++
  return { id }
}

/** Silent: issues show the new name, and their category, without having been touched. */
export const editStatus = (world: World, edit: EditOf<'editStatus'>): EditOutcome => {
  const status = statusOf(world, edit.status)
  status.name = edit.name ?? status.name
  status.category = edit.category ?? status.category
  world.revision++
  return { id: status.id }
}

/** Silent as well. */
export const renameDefinition = (world: World, edit: EditOf<'renamePriority'>): EditOutcome => {
  const list = edit.kind === 'renamePriority' ? world.priorities : world.issueTypes
  const named = list.get(edit.from) ?? [...list.values()].find(({ name }) => name === edit.from)
  if (named === undefined) throw new EditError(`There is no "${edit.from}" to rename.`, 404)
  named.name = edit.to
  world.revision++
  return { id: named.id }
}

export const addField = (world: World, edit: EditOf<'addField'>): EditOutcome => {
  const id = edit.id ?? `customfield_${world.nextId('field')}`
  if (world.fields.has(id)) throw new EditError(`The field ${id} exists already.`)
  world.fields.set(id, {
    id,
    name: edit.name,
    type: edit.type,
    custom: edit.custom,
    clauses: clausesOf(id, edit.name),
    ...(edit.items === undefined ? {} : { items: edit.items }),
    ...(edit.project === undefined ? {} : { projectId: projectOf(world, edit.project).id }),
  })
  world.revision++
  return { id }
}

export const renameField = (world: World, edit: EditOf<'renameField'>): EditOutcome => {
  const field = fieldOf(world, edit.field)
  world.fields.set(field.id, { ...field, name: edit.name, clauses: clausesOf(field.id, edit.name) })
  world.revision++
  return { id: field.id }
}

/** With its values, and without a word in any changelog. */
export const deleteField = (world: World, edit: EditOf<'deleteField'>): EditOutcome => {
  const field = fieldOf(world, edit.field)
  if (field.custom === undefined) throw new EditError(`"${field.name}" is a system field.`)
  world.fields.delete(field.id)
  for (const issue of world.issues.values()) issue.values.delete(field.id)
  world.revision++
  return { id: field.id }
}

export const createUser = (world: World, edit: EditOf<'addUser'>): EditOutcome => ({
  id: addUser(world, edit).accountId,
})

/** Silent: issues show the new name. */
export const editUser = (world: World, edit: EditOf<'editUser'>): EditOutcome => {
  const user = userOf(world, edit.login)
  user.displayName = edit.displayName ?? user.displayName
  user.emailAddress = edit.email ?? user.emailAddress
  user.active = edit.active ?? user.active
  user.timeZone = edit.timeZone ?? user.timeZone
  world.revision++
  return { id: user.accountId }
}

/** Issues keep the account, as a former user without a name or address. */
export const deleteUser = (world: World, edit: EditOf<'deleteUser'>): EditOutcome => {
  const user = userOf(world, edit.login)
  user.deleted = true
  user.active = false
  user.displayName = 'Former user'
  user.emailAddress = ''
  world.revision++
  return { id: user.accountId }
}
