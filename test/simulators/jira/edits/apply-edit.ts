import { actorOf } from '../state/lookup.ts'
import type { World } from '../state/world.ts'
import type { Edit, EditOf, EditOutcome } from './edit.ts'
import * as issues from './edit-issues.ts'
import * as projects from './edit-projects.ts'
import * as relations from './edit-relations.ts'
import * as site from './edit-site.ts'
import * as sprints from './edit-sprints.ts'

type Appliers = {
  readonly [Kind in Edit['kind']]: (world: World, by: string, edit: EditOf<Kind>) => EditOutcome
}

/** Edits that nobody in particular does need no person. */
const impersonal =
  <E>(apply: (world: World, edit: E) => EditOutcome) =>
  (world: World, _by: string, edit: E): EditOutcome =>
    apply(world, edit)

const APPLIERS: Appliers = {
  createIssue: issues.createIssue,
  editIssue: issues.editIssue,
  transition: issues.transition,
  comment: issues.comment,
  touchIssue: issues.touchIssue,
  moveIssue: issues.moveIssue,
  deleteIssue: issues.deleteIssue,
  recreateIssue: issues.recreateIssue,
  archiveIssue: impersonal(issues.setPresence),
  restoreIssue: impersonal(issues.setPresence),
  hideIssue: impersonal(issues.setPresence),
  showIssue: impersonal(issues.setPresence),
  link: relations.link,
  unlink: (world, by, edit) => {
    issues.removeLink(world, by, edit.link)
    return { id: edit.link }
  },
  addRemoteLink: relations.addRemoteLink,
  removeRemoteLink: relations.removeRemoteLink,
  logWork: relations.logWork,
  editWorklog: relations.editWorklog,
  deleteWorklog: relations.deleteWorklog,
  createBoard: impersonal(sprints.createBoard),
  renameBoard: impersonal(sprints.renameBoard),
  deleteBoard: sprints.deleteBoard,
  createSprint: sprints.createSprint,
  editSprint: sprints.editSprint,
  startSprint: sprints.startSprint,
  closeSprint: sprints.closeSprint,
  deleteSprint: sprints.deleteSprint,
  setSprint: sprints.setSprint,
  createProject: projects.createProject,
  editProject: projects.editProject,
  changeProjectKey: impersonal(projects.changeProjectKey),
  archiveProject: projects.setProjectPresence,
  restoreProject: projects.setProjectPresence,
  deleteProject: projects.setProjectPresence,
  hideProject: projects.setProjectPresence,
  showProject: projects.setProjectPresence,
  createVersion: projects.createVersion,
  editVersion: projects.editVersion,
  deleteVersion: projects.deleteVersion,
  createComponent: impersonal(projects.createComponent),
  editComponent: impersonal(projects.editComponent),
  deleteComponent: projects.deleteComponent,
  createStatus: impersonal(site.createStatus),
  editStatus: impersonal(site.editStatus),
  renamePriority: impersonal(site.renameDefinition),
  renameIssueType: impersonal(site.renameDefinition),
  addField: impersonal(site.addField),
  renameField: impersonal(site.renameField),
  deleteField: impersonal(site.deleteField),
  addUser: impersonal(site.createUser),
  editUser: impersonal(site.editUser),
  deleteUser: impersonal(site.deleteUser),
  setIndexLag: (world, _by, { ms }) => {
    world.indexLagMs = ms
    return {}
  },
  advanceClock: (world, _by, { ms }) => {
    world.clock.advance(ms)
    return {}
  },
}

/** Carries out an edit. Throws EditError when Jira would refuse it. */
export const applyEdit = (world: World, edit: Edit): EditOutcome => {
  // The applier at a kind takes the edits of that kind, which the compiler cannot see across the lookup.
  const apply = APPLIERS[edit.kind] as (world: World, by: string, edit: Edit) => EditOutcome
  const nobody = world.users.size === 0 && edit.by === undefined
  return apply(world, nobody ? '' : actorOf(world, edit.by), edit)
}
