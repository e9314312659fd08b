import type { RecordInput } from '@headless-pmo/sdk'
import { boardRef } from './container.ts'
import { whenOf } from './dates.ts'
import { textOf, type JsonObject } from './json.ts'
import { required } from './required.ts'

const STATES = ['future', 'active', 'closed'] as const

/** A sprint as the agile API gives it, or as an issue's field does; its home is the board it was made on. */
export function toIteration(sprint: JsonObject): RecordInput {
  const board = textOf(sprint['originBoardId']) ?? textOf(sprint['boardId'])
  const word = textOf(sprint['state'])?.toLowerCase()
  const state = STATES.find((one) => one === word)
  const [start, end, completed] = ['startDate', 'endDate', 'completeDate'].map((key) => whenOf(sprint[key]))
  const goal = textOf(sprint['goal'])
  return {
    kind: 'iteration',
    ref: required(sprint, 'id'),
    name: textOf(sprint['name']) ?? required(sprint, 'id'),
    ...(board !== undefined && { container: boardRef(board) }),
    ...(state !== undefined && { state }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(completed !== undefined && { completed }),
    ...(goal !== undefined && { goal }),
    ...(word !== undefined &&
      state === undefined && { warnings: [`The state "${word}" is not one that this version knows.`] }),
  }
}
