import type { RecordInput } from '@headless-pmo/sdk'
import { toMarkdown } from '../text/to-markdown.ts'
import { dayOf } from './dates.ts'
import { textOf, type JsonObject } from './json.ts'
import { required } from './required.ts'

/** A version as a milestone of its project; `project`: the project's id. */
export function toMilestone(version: JsonObject, project: string): RecordInput {
  const released = version['released'] === true
  const [start, due] = [dayOf(version['startDate']), dayOf(version['releaseDate'])]
  const description = toMarkdown(version['description'])
  return {
    kind: 'milestone',
    ref: required(version, 'id'),
    container: textOf(version['projectId']) ?? project,
    name: textOf(version['name']) ?? required(version, 'id'),
    state: released ? 'released' : version['archived'] === true ? 'closed' : 'open',
    ...(description !== undefined && { description }),
    ...(start !== undefined && { start }),
    ...(due !== undefined && { due }),
    ...(released && due !== undefined && { released: due }),
  }
}
