import type { RecordInput } from '@headless-pmo/sdk'
import { member, path, textOf } from './json.ts'

type StatusCategory = Extract<RecordInput, { kind: 'workItem' }>['statusCategory']

// By the key of `statusCategory` inside issues, and by the word of the newer list of statuses.
const CATEGORIES: Readonly<Record<string, StatusCategory>> = {
  new: 'todo',
  todo: 'todo',
  indeterminate: 'in_progress',
  in_progress: 'in_progress',
  done: 'done',
}

// Jira has no category for work that was given up: it is "done" like the rest, and only words tell.
const CANCELLED =
  /^(?:abandoned|abgebrochen|cancell?ed|cannot reproduce|closed without (?:action|change)|declined|discarded|duplicate|incomplete|invalid|no longer (?:needed|required)|not (?:a bug|doing|needed|planned|required)|obsolete|out of scope|rejected|withdrawn|won['’]?t[ -]?(?:do|fix)|wontfix|works as (?:designed|intended))$/i

/** Category of a status; undefined where Jira has none for it ("No Category") or one that we do not know. */
export function categoryOf(status: unknown): StatusCategory | undefined {
  const key = textOf(path(status, 'statusCategory', 'key')) ?? textOf(member(status, 'statusCategory'))
  const category = key === undefined ? undefined : CATEGORIES[key.toLowerCase()]
  const name = textOf(member(status, 'name'))?.trim() ?? ''
  return category === 'done' && CANCELLED.test(name) ? 'cancelled' : category
}

/** Category of an item: what is done without result, by the word of its resolution or status, was cancelled. */
export function itemCategory(status: unknown, resolution: string | undefined): StatusCategory | undefined {
  const category = categoryOf(status)
  return category === 'done' && CANCELLED.test(resolution?.trim() ?? '') ? 'cancelled' : category
}
