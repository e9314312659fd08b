import { deleteLabel, deleteMilestone, editLabel, editMilestone } from '../state/definitions.ts'
import { deleteIssue, recreateIssue, setIssueHidden, transferIssue } from '../state/departures.ts'
import {
  assignIssue,
  closeIssue,
  commentOnIssue,
  createIssue,
  editIssue,
  labelIssue,
  lockIssue,
  reopenIssue,
  setFieldValue,
  setIssueType,
  setMilestone,
  unassignIssue,
  unlabelIssue,
  unlockIssue,
} from '../state/issues.ts'
import { EditError } from '../state/edit-error.ts'
import { fullNameOf, issueAt, repositoryNamed, repositoryOf } from '../state/lookup.ts'
import type { Issue } from '../state/model.ts'
import { addAccount, deleteAccount, ensureAccount, renameAccount } from '../state/people.ts'
import { addBlockedBy, addSubIssue, removeBlockedBy, removeSubIssue } from '../state/relations.ts'
import {
  addLabel,
  addMilestone,
  addRepository,
  renameRepository,
  setArchived,
  setRepositoryHidden,
} from '../state/repositories.ts'
import type { World } from '../state/world.ts'
import { applyProjectEdit, isProjectEdit } from './apply-project-edit.ts'
import type { Edit, EditOutcome, IssuePlace } from './edit.ts'

const DEFAULT_ACTOR = 'editor'

const at = (world: World, place: IssuePlace): Issue =>
  issueAt(repositoryNamed(world, place.repo), place.number)

const named = (world: World, issue: Issue): EditOutcome => ({
  repo: fullNameOf(repositoryOf(world, issue)),
  number: issue.number,
  id: issue.id,
})

/** Carries out one edit, with events, `updated_at` and webhooks as GitHub does them. Throws EditError. */
export const applyEdit = (world: World, edit: Edit): EditOutcome => {
  const actor = ensureAccount(world, edit.by ?? DEFAULT_ACTOR).login
  if (isProjectEdit(edit)) return applyProjectEdit(world, edit, actor)
  switch (edit.kind) {
    case 'createIssue': {
      const { kind: _kind, repo, by: _by, ...fields } = edit
      return named(world, createIssue(world, repositoryNamed(world, repo), { author: actor, ...fields }))
    }
    case 'editIssue': {
      const text = {
        ...(edit.title === undefined ? {} : { title: edit.title }),
        ...(edit.body === undefined ? {} : { body: edit.body }),
      }
      editIssue(world, at(world, edit), { ...text, actor })
      return {}
    }
    case 'closeIssue': {
      const how = { ...(edit.reason ? { reason: edit.reason } : {}), ...(edit.merge ? { merge: true } : {}) }
      closeIssue(world, at(world, edit), { actor, ...how })
      return {}
    }
    case 'reopenIssue':
      reopenIssue(world, at(world, edit), { actor })
      return {}
    case 'addLabel':
      labelIssue(world, at(world, edit), { name: edit.label, actor })
      return {}
    case 'removeLabel':
      unlabelIssue(world, at(world, edit), { name: edit.label, actor })
      return {}
    case 'assign':
      assignIssue(world, at(world, edit), { login: edit.login, actor })
      return {}
    case 'unassign':
      unassignIssue(world, at(world, edit), { login: edit.login, actor })
      return {}
    case 'setMilestone':
      setMilestone(world, at(world, edit), { milestone: edit.milestone, actor })
      return {}
    case 'setType':
      setIssueType(world, at(world, edit), { type: edit.type, actor })
      return {}
    case 'setFieldValue':
      setFieldValue(world, at(world, edit), edit)
      return {}
    case 'lockIssue':
      lockIssue(world, at(world, edit), { reason: edit.reason ?? null, actor })
      return {}
    case 'unlockIssue':
      unlockIssue(world, at(world, edit), { actor })
      return {}
    case 'comment':
      return { id: commentOnIssue(world, at(world, edit), { body: edit.body, actor }).id }
    case 'transferIssue':
      return named(
        world,
        transferIssue(world, at(world, edit), { to: repositoryNamed(world, edit.to), actor }),
      )
    case 'deleteIssue':
      deleteIssue(world, at(world, edit), { actor })
      return {}
    case 'recreateIssue':
      return named(world, recreateIssue(world, repositoryNamed(world, edit.repo), edit.number))
    case 'hideIssue':
    case 'unhideIssue':
      setIssueHidden(world, at(world, edit), edit.kind === 'hideIssue')
      return {}
    case 'addSubIssue': {
      const replaceParent = edit.replaceParent ?? false
      addSubIssue(world, { issue: at(world, edit), other: at(world, edit.child), actor, replaceParent })
      return {}
    }
    case 'removeSubIssue':
      removeSubIssue(world, { issue: at(world, edit), other: at(world, edit.child), actor })
      return {}
    case 'addBlockedBy':
      addBlockedBy(world, { issue: at(world, edit), other: at(world, edit.blocker), actor })
      return {}
    case 'removeBlockedBy':
      removeBlockedBy(world, { issue: at(world, edit), other: at(world, edit.blocker), actor })
      return {}
    case 'createRepo': {
      const { repo, kind: _kind, by: _by, ...rest } = edit
      return { id: addRepository(world, { fullName: repo, ...rest }).id, repo }
    }
    case 'renameRepo':
      renameRepository(world, repositoryNamed(world, edit.repo), edit.to, actor)
      return {}
    case 'archiveRepo':
    case 'unarchiveRepo':
      setArchived(world, repositoryNamed(world, edit.repo), edit.kind === 'archiveRepo', actor)
      return {}
    case 'hideRepo':
    case 'unhideRepo':
      setRepositoryHidden(world, repositoryNamed(world, edit.repo), edit.kind === 'hideRepo')
      return {}
    case 'createLabel': {
      const color = edit.color === undefined ? {} : { color: edit.color }
      return {
        id: addLabel(world, repositoryNamed(world, edit.repo), { name: edit.name, ...color }, actor).id,
      }
    }
    case 'editLabel':
      editLabel(world, repositoryNamed(world, edit.repo), edit.label, { ...edit, actor })
      return {}
    case 'deleteLabel':
      deleteLabel(world, repositoryNamed(world, edit.repo), edit.label, actor)
      return {}
    case 'createMilestone': {
      const { kind: _kind, repo, by: _by, ...rest } = edit
      const milestone = addMilestone(world, repositoryNamed(world, repo), { ...rest, creator: actor })
      return { number: milestone.number, id: milestone.id }
    }
    case 'editMilestone':
      editMilestone(world, repositoryNamed(world, edit.repo), edit.milestone, { ...edit, actor })
      return {}
    case 'deleteMilestone':
      deleteMilestone(world, repositoryNamed(world, edit.repo), edit.milestone, actor)
      return {}
    case 'addUser':
      return { id: addAccount(world, edit).id }
    case 'renameUser':
      renameAccount(world, edit.login, edit.to)
      return {}
    case 'deleteUser':
      deleteAccount(world, edit.login)
      return {}
    case 'advanceClock':
      world.clock.advance(edit.ms)
      return {}
  }
  throw new EditError(`There is no edit of the kind "${String(edit satisfies never)}".`, 400)
}
