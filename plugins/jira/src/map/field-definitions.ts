import type { RecordInput } from '@headless-pmo/sdk'
import { toMarkdown } from '../text/to-markdown.ts'
import { path, textOf, type JsonObject } from './json.ts'
import { required } from './required.ts'

// Components, types, priorities and resolutions are numbered apart: the prefix keeps their refs distinct.

/** A component: items name it by its name. */
export function toComponent(component: JsonObject, project: string): RecordInput {
  return word(component, { prefix: 'component', scope: textOf(component['projectId']) ?? project })
}

/** A type of issue; team-managed projects have types of their own. */
export function toIssueType(type: JsonObject): RecordInput {
  return word(type, { prefix: 'issue_type', scope: textOf(path(type, 'scope', 'project', 'id')) })
}

/** A priority of the site. */
export function toPriority(priority: JsonObject): RecordInput {
  return word(priority, { prefix: 'priority' })
}

/** A resolution of the site. */
export function toResolution(resolution: JsonObject): RecordInput {
  return word(resolution, { prefix: 'resolution' })
}

interface Kind {
  readonly prefix: string
  readonly scope?: string | undefined
}

function word(element: JsonObject, { prefix, scope }: Kind): RecordInput {
  const id = required(element, 'id')
  const name = textOf(element['name']) ?? id
  const description = toMarkdown(element['description'])
  return {
    kind: 'fieldDefinition',
    ref: `${prefix}:${id}`,
    key: name,
    name,
    type: prefix,
    ...(scope !== undefined && { scope }),
    ...(description !== undefined && { description }),
  }
}
