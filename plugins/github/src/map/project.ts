import type { RecordInput } from '@headless-pmo/sdk'
import { projectKey } from '../project-key.ts'
import type { Iteration, ProjectField, WholeProject } from '../wire/project.ts'
import { isOwnField, isStatusField, iterationRef, projectFieldKey } from './project-fields.ts'

/** A GitHub Project: its container, its own fields, the words of its status, its iterations. */
export function toProjectRecords({ project, moreFields = [] }: WholeProject): RecordInput[] {
  const ref = projectKey(project)
  const fields = [...project.fields.nodes, ...moreFields]
    .filter((field) => field !== null)
    .filter((field) => isOwnField(field.dataType))
  return [
    {
      kind: 'container',
      ref,
      name: project.title,
      nativeType: 'project',
      archived: project.closed,
      url: project.url,
      ...(project.shortDescription ? { description: project.shortDescription } : {}),
      ...(project.createdAt ? { created: project.createdAt } : {}),
      ...(project.updatedAt ? { updated: project.updatedAt } : {}),
    },
    ...fields.map((field) => definitionOf(field, ref)),
    ...fields.filter((field) => isStatusField(field.name)).flatMap((field) => statusesOf(field, ref)),
    ...fields.flatMap((field) => iterationsOf(field, ref)),
  ]
}

function definitionOf(field: ProjectField, scope: string): RecordInput {
  const iterations = [
    ...(field.configuration?.iterations ?? []),
    ...(field.configuration?.completedIterations ?? []),
  ]
  const options = [
    ...(field.options ?? []).map(({ id, name, description }) => ({
      ref: id,
      name,
      ...(description ? { description } : {}),
    })),
    ...iterations.map(({ id, title }) => ({ ref: id, name: title })),
  ]
  return {
    kind: 'fieldDefinition',
    ref: projectFieldKey(field),
    scope,
    key: projectFieldKey(field),
    name: field.name,
    type: field.dataType.toLowerCase(),
    ...(options.length === 0 ? {} : { options }),
  }
}

/** GitHub does not say what a status word means; the categories are for the PMO to assign. */
function statusesOf(field: ProjectField, scope: string): RecordInput[] {
  return (field.options ?? []).map(({ id, name }) => ({
    kind: 'status',
    ref: `${projectFieldKey(field)}:${id}`,
    name,
    scope,
  }))
}

function iterationsOf(field: ProjectField, container: string): RecordInput[] {
  const { iterations = [], completedIterations = [] } = field.configuration ?? {}
  return [
    ...iterations.map((iteration) => iterationOf(iteration, field, container)),
    ...completedIterations.map((iteration) => ({
      ...iterationOf(iteration, field, container),
      state: 'closed' as const,
    })),
  ]
}

function iterationOf(
  iteration: Iteration,
  field: ProjectField,
  container: string,
): RecordInput & { kind: 'iteration' } {
  return {
    kind: 'iteration',
    ref: iterationRef(projectFieldKey(field), iteration.id),
    container,
    name: iteration.title,
    start: iteration.startDate,
    end: dayAfter(iteration.startDate, iteration.duration),
  }
}

/** The day that many days later; days have no zone, so counting in UTC is exact. */
function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
