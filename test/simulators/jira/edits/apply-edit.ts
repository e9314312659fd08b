import { actorOf } from '../state/lookup.ts'
import type { World } from '../state/world.ts'
import type { Edit, EditOutcome } from './edit.ts'
import * as issues from './edit-issues.ts'
import * as projects from './edit-projects.ts'
import * as relations from './edit-relations.ts'
import * as site from './edit-site.ts'
import * as sprints from './edit-sprints.ts'

/** Carries out an edit. Throws EditError when Jira would refuse it. */
export const applyEdit = (world: World, edit: Edit): EditOutcome => {
  switch (edit.kind) {
    case 'createStatus':
      return site.createStatus(world, edit)
    case 'editStatus':
      return site.editStatus(world, edit)
    case 'renamePriority':
    case 'renameIssueType':
      return site.renameDefinition(world, edit)
    case 'addField':
      return site.addField(world, edit)
    case 'renameField':
      return site.renameField(world, edit)
    case 'deleteField':
      return site.deleteField(world, edit)
    case 'addUser':
      return site.createUser(world, edit)
    case 'editUser':
      return site.editUser(world, edit)
    case 'deleteUser':
      return site.deleteUser(world, edit)
    case 'setIndexLag':
      world.indexLagMs = edit.ms
      return {}
    case 'advanceClock':
      world.clock.advance(edit.ms)
      return {}
    default:
      return applyAs(world, actorOf(world, edit.by), edit)
  }
}

type SiteKind =
  | 'createStatus'
  | 'editStatus'
  | 'renamePriority'
  | 'renameIssueType'
  | 'addField'
  | 'renameField'
  | 'deleteField'
  | 'addUser'
  | 'editUser'
  | 'deleteUser'
  | 'setIndexLag'
  | 'advanceClock'

type PersonalEdit = Exclude<Edit, { kind: SiteKind }>

/** Edits that somebody does: changelogs and webhooks name who. */
const applyAs = (world: World, by: string, edit: PersonalEdit): EditOutcome => {
  switch (edit.kind) {
    case 'createIssue':
      return issues.createIssue(world, by, edit)
    case 'editIssue':
      return issues.editIssue(world, by, edit)
    case 'transition':
      return issues.transition(world, by, edit)
    case 'comment':
      return issues.comment(world, by, edit)
    case 'touchIssue':
      return issues.touchIssue(world, by, edit)
    case 'moveIssue':
      return issues.moveIssue(world, by, edit)
    case 'deleteIssue':
      return issues.deleteIssue(world, by, edit)
    case 'recreateIssue':
      return issues.recreateIssue(world, by, edit)
    case 'archiveIssue':
    case 'restoreIssue':
    case 'hideIssue':
    case 'showIssue':
      return issues.setPresence(world, edit)
    case 'link':
      return relations.link(world, by, edit)
    case 'unlink':
      issues.removeLink(world, by, edit.link)
      return { id: edit.link }
    case 'addRemoteLink':
      return relations.addRemoteLink(world, by, edit)
    case 'removeRemoteLink':
      return relations.removeRemoteLink(world, by, edit)
    case 'logWork':
      return relations.logWork(world, by, edit)
    case 'editWorklog':
      return relations.editWorklog(world, by, edit)
    case 'deleteWorklog':
      return relations.deleteWorklog(world, by, edit)
    case 'createBoard':
      return sprints.createBoard(world, edit)
    case 'renameBoard':
      return sprints.renameBoard(world, edit)
    case 'deleteBoard':
      return sprints.deleteBoard(world, by, edit)
    case 'createSprint':
      return sprints.createSprint(world, by, edit)
    case 'editSprint':
      return sprints.editSprint(world, by, edit)
    case 'startSprint':
      return sprints.startSprint(world, by, edit)
    case 'closeSprint':
      return sprints.closeSprint(world, by, edit)
    case 'deleteSprint':
      return sprints.deleteSprint(world, by, edit)
    case 'setSprint':
      return sprints.setSprint(world, by, edit)
    case 'createProject':
      return projects.createProject(world, by, edit)
    case 'editProject':
      return projects.editProject(world, by, edit)
    case 'changeProjectKey':
      return projects.changeProjectKey(world, edit)
    case 'archiveProject':
    case 'restoreProject':
    case 'deleteProject':
    case 'hideProject':
    case 'showProject':
      return projects.setProjectPresence(world, by, edit)
    case 'createVersion':
      return projects.createVersion(world, by, edit)
    case 'editVersion':
      return projects.editVersion(world, by, edit)
    case 'deleteVersion':
      return projects.deleteVersion(world, by, edit)
    case 'createComponent':
      return projects.createComponent(world, edit)
    case 'editComponent':
      return projects.editComponent(world, edit)
    case 'deleteComponent':
      return projects.deleteComponent(world, by, edit)
  }
}
