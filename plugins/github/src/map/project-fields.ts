import type { ProjectField } from '../wire/project.ts'

/** Kinds of field that repeat what the issue itself says. */
const LINKED = new Set([
  'TITLE',
  'ASSIGNEES',
  'LABELS',
  'LINKED_PULL_REQUESTS',
  'MILESTONE',
  'REPOSITORY',
  'REVIEWERS',
  'PARENT_ISSUE',
  'SUB_ISSUES_PROGRESS',
  'TRACKED_BY',
  'TRACKS',
])

/** Whether the field's values live in the project and nowhere else. */
export function isOwnField(dataType: string | null | undefined): boolean {
  return !LINKED.has(dataType ?? '')
}

/** Key of a field's value in `fields`, and ref of its definition. */
export function projectFieldKey({
  id,
  databaseId,
}: Pick<Partial<ProjectField>, 'databaseId'> & { readonly id?: string | null | undefined }): string {
  return `project_field:${databaseId ?? id ?? ''}`
}

/** Ref of an iteration: iterations are numbered within their field. */
export function iterationRef(fieldKey: string, iteration: string): string {
  return `${fieldKey}:${iteration}`
}

/** Whether a field's name says that it is the status of the board. */
export function isStatusField(name: string | null | undefined): boolean {
  return name?.trim().toLowerCase() === 'status'
}
