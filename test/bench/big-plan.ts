import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { writePlan, type Plan, type Sourced } from '@headless-pmo/mspdi'
import type { WorkItem } from '@headless-pmo/sdk'
import { scenarioInput } from './child.ts'
import { measured } from './measure.ts'

/** Writes a plan of many tasks, the same one every time: summaries of ten tasks, each task linked to the one before it. */
const { file, tasks } = scenarioInput(z.object({ file: z.string(), tasks: z.int() }))
const REF = 'big.xml'
const PEOPLE = 40

function* days(): Generator<string> {
  for (let day = Date.UTC(2026, 0, 5); ; day += 86_400_000) yield new Date(day).toISOString().slice(0, 10)
}
const day = days()
const calendar: readonly string[] = Array.from({ length: 1000 }, () => day.next().value as string)

function task(uid: number): WorkItem {
  const isSummary = uid % 10 === 1
  const at = calendar[uid % calendar.length] ?? ''
  const until = calendar[(uid + 4) % calendar.length] ?? ''
  const percent = (uid * 7) % 101
  return {
    kind: 'workItem',
    ref: `${REF}#task/${uid}`,
    container: REF,
    key: `big#${uid}`,
    type: isSummary ? 'summary' : 'task',
    nativeType: isSummary ? 'Summary task' : 'Task',
    level: isSummary ? 1 : 2,
    outline: isSummary ? `${(uid + 9) / 10}` : `${Math.ceil(uid / 10)}.${(uid - 1) % 10}`,
    wbs: `W.${uid}`,
    order: uid,
    title: `Task ${uid}: pour the concrete & level it <by hand>`,
    ...(uid % 5 === 0 && {
      description: `Notes of task ${uid}, in two\nlines and with some length to them.`,
    }),
    status: percent === 0 ? 'Not Started' : percent === 100 ? 'Complete' : 'In Progress',
    statusCategory: percent === 0 ? 'todo' : percent === 100 ? 'done' : 'in_progress',
    priority: 2,
    nativePriority: '500',
    ...(!isSummary && { parent: `${REF}#task/${Math.ceil(uid / 10) * 10 - 9}` }),
    created: '2026-01-01T09:00:00',
    plannedStart: `${at}T08:00:00`,
    plannedFinish: `${until}T17:00:00`,
    ...(percent > 0 && { started: `${at}T08:00:00` }),
    earlyStart: `${at}T08:00:00`,
    earlyFinish: `${until}T17:00:00`,
    lateStart: `${at}T08:00:00`,
    lateFinish: `${until}T17:00:00`,
    duration: { minutes: 5 * 480, basis: 'working' },
    constraint: { kind: 'as_soon_as_possible' },
    percentComplete: percent,
    progressMethod: isSummary ? 'children' : 'duration',
    estimate: 2400,
    spent: 24 * percent,
    remaining: 2400 - 24 * percent,
    plannedCost: { amount: `${uid % 5000}.5`, currency: 'EUR' },
    summary: isSummary,
    isMilestone: false,
    critical: uid % 3 === 0,
    freeFloat: 0,
    totalFloat: 480,
    fields: { Type: 'Fixed Units', Text1: `Section ${uid % 17}`, Number1: uid % 100 },
  }
}

const sourced = <T>(records: readonly T[]) => records.map((record) => ({ connection: 'plans', record }))
const numbers = Array.from({ length: tasks }, (_, index) => index + 1)
const plan: Plan = {
  id: 'big',
  title: 'Big plan',
  release: '2010',
  containers: sourced([
    {
      kind: 'container',
      ref: REF,
      name: 'Big plan',
      nativeType: 'plan file',
      archived: false,
      currency: 'EUR',
    },
  ]),
  items: sourced(numbers.map(task)),
  milestones: [],
  dependencies: sourced(
    numbers
      .filter((uid) => uid % 10 > 2)
      .map((uid): Sourced<'dependency'>['record'] => ({
        kind: 'dependency',
        ref: `${REF}#link/${uid - 1}-${uid}`,
        from: `${REF}#task/${uid - 1}`,
        to: `${REF}#task/${uid}`,
        type: 'FS',
      })),
  ),
  accounts: [],
  resources: sourced(
    Array.from({ length: PEOPLE }, (_, index): Sourced<'resource'>['record'] => ({
      kind: 'resource',
      ref: `${REF}#resource/${index + 1}`,
      container: REF,
      name: `Crew ${index + 1}`,
      type: 'work',
      maxUnits: 1,
    })),
  ),
  assignments: sourced(
    numbers
      .filter((uid) => uid % 10 !== 1)
      .map((uid): Sourced<'assignment'>['record'] => ({
        kind: 'assignment',
        ref: `${REF}#assignment/${uid}`,
        item: `${REF}#task/${uid}`,
        resource: `${REF}#resource/${(uid % PEOPLE) + 1}`,
        units: 1,
        plannedWork: 2400,
      })),
  ),
  calendars: [],
  baselines: [],
  fields: [],
}
const { result, cost } = await measured(async () => {
  let bytes = 0
  const counted = function* (): Generator<string> {
    for (const piece of writePlan(plan)) {
      bytes += Buffer.byteLength(piece)
      yield piece
    }
  }
  await pipeline(Readable.from(counted()), createWriteStream(file))
  return bytes
})
console.log(JSON.stringify({ bytes: result, cost }))
