import { breather } from '@headless-pmo/engine'
import type { Handle } from '../../database/index.ts'
import {
  composeItems,
  recordsPointingAt,
  itemWalk,
  type ComposedItem,
  type RecordScope,
  type RecordView,
} from '../../records/index.ts'
import { PlannedMilestones } from '../structure/planned-milestones-queries.ts'
import type { BaselineRow } from './baseline.ts'

/** Items of one statement. */
const BATCH = 500

/** The items of a project: of the group `only`. */
export interface ProjectItems {
  readonly groups: readonly (readonly RecordScope[])[]
  readonly only: number
  readonly project: string
}

/** What the items of a project and their milestones plan now. */
export async function currentRows(handle: Handle, of: ProjectItems): Promise<BaselineRow[]> {
  const rows: BaselineRow[] = []
  const milestones = new PlannedMilestones()
  const breathe = breather()
  for await (const items of pagesOf(handle, of)) {
    const composed = await composeItems(handle, items)
    for (const item of items) {
      await breathe()
      const { data } = item
      if (data.milestone !== undefined) milestones.add(item.connection, data.milestone, of.only)
      if (data.statusCategory !== 'cancelled')
        rows.push(plannedRow(item, composed.get(item.id) ?? {}, of.project))
    }
  }
  for await (const { milestone } of milestones.records(handle)) rows.push(milestoneRow(milestone, of.project))
  return rows
}

/** What a tracker's own baseline of that number promises of the items of a project. */
export async function trackerRows(handle: Handle, of: ProjectItems, number: number): Promise<BaselineRow[]> {
  const rows: BaselineRow[] = []
  for await (const items of pagesOf(handle, of)) {
    const baselines = await recordsPointingAt(handle, { kind: 'baseline', by: 'subject' }, items)
    for (const item of items) {
      const held = (baselines.get(item.id) ?? []).find(
        ({ data }) => data.subjectKind === 'workItem' && data.number === number,
      )
      if (held === undefined) continue
      const { start, finish, duration, work, cost } = held.data
      rows.push({
        ...named(item, of.project),
        basis: `baseline ${number} of the tracker`,
        ...(start !== undefined && { start }),
        ...(finish !== undefined && { finish }),
        ...(duration !== undefined && { duration }),
        ...(work !== undefined && { work }),
        ...(cost !== undefined && { cost }),
      })
    }
  }
  return rows
}

async function* pagesOf(
  handle: Handle,
  { groups, only }: ProjectItems,
): AsyncGenerator<readonly RecordView<'workItem'>[]> {
  const walk = await itemWalk(handle, { groups, only, limit: BATCH })
  let after: number | undefined
  do {
    const page = await walk(after)
    yield page.items.map(({ item }) => item)
    after = page.next
  } while (after !== undefined)
}

function named({ connection, ref, key, data }: RecordView<'workItem'>, project: string): BaselineRow {
  const isMilestone = data.isMilestone === true || data.type === 'milestone'
  return {
    connection,
    kind: 'workItem',
    ref,
    title: data.title,
    project,
    ...(key !== undefined && { key }),
    ...(isMilestone && { isMilestone }),
    ...(data.summary === true && { summary: true }),
  }
}

/** The plan of an item; where it has none, its due day or what has happened stands for it, and says so. */
function plannedRow(item: RecordView<'workItem'>, composed: ComposedItem, project: string): BaselineRow {
  const { data } = item
  const start = composed.plannedStart?.value ?? data.started
  const planned = composed.plannedFinish?.value
  const finish = planned ?? composed.due?.value ?? data.finished
  const basis =
    finish === undefined || planned !== undefined
      ? undefined
      : composed.due === undefined
        ? 'actual finish'
        : 'due day'
  return {
    ...named(item, project),
    ...(start !== undefined && { start }),
    ...(finish !== undefined && { finish }),
    ...(basis !== undefined && { basis }),
    ...(data.duration !== undefined && { duration: data.duration }),
    ...(data.estimate !== undefined && { work: data.estimate }),
    ...(data.plannedCost !== undefined && { cost: data.plannedCost }),
    ...(data.points !== undefined && { points: data.points }),
  }
}

function milestoneRow({ connection, ref, key, data }: RecordView<'milestone'>, project: string): BaselineRow {
  const finish = data.due ?? data.released
  return {
    connection,
    kind: 'milestone',
    ref,
    title: data.name,
    project,
    isMilestone: true,
    ...(key !== undefined && { key }),
    ...(finish !== undefined && { finish }),
  }
}
