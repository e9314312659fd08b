import type { RecordInput, StatusCategory } from '@headless-pmo/sdk'
import type { Meaning } from '../config.ts'
import type { MappedField } from '../columns.ts'
import type { RowItem } from '../item.ts'
import { priorityOf } from '../values/priority-words.ts'
import { splitCell } from '../values/split-cell.ts'
import { statusCategoryOf } from '../values/status-words.ts'
import { typeOf } from '../values/type-words.ts'
import { CellValues } from './cell-values.ts'
import { Cells } from './cells.ts'
import { defined } from './defined.ts'
import { linksOf } from './links.ts'
import { containerRef, HOME } from './map-table.ts'

/** Words for a status that no column holds, by what the rest of the row says. */
const UNSTATED: Readonly<Record<StatusCategory, string>> = {
  todo: 'To do',
  in_progress: 'In progress',
  done: 'Done',
  cancelled: 'Cancelled',
}

const YES = /^(?:yes|y|true|x|1|ja|oui|si|sí|sim|vrai|wahr|✓|✔)$/i

interface Progress {
  readonly percentComplete: number | undefined
  readonly started: string | undefined
  readonly finished: string | undefined
}

/** A row that names no status is done when it has ended, and begun when there is progress. */
function unstated({ percentComplete = 0, started, finished }: Progress): StatusCategory {
  if (finished !== undefined || percentComplete >= 100) return 'done'
  return started !== undefined || percentComplete > 0 ? 'in_progress' : 'todo'
}

function statusOf(word: string | undefined, progress: Progress, meaning: Meaning, warnings: string[]) {
  const otherwise = unstated(progress)
  if (word === undefined) return { status: UNSTATED[otherwise], statusCategory: otherwise }
  const category = statusCategoryOf(word, meaning.statuses)
  if (category === undefined) {
    warnings.push(
      `What the status "${word}" means is not known; it is taken for "${otherwise}" by the progress. Add it to \`statuses\`.`,
    )
  }
  return { status: word, statusCategory: category ?? otherwise }
}

function customFields(cells: Cells, values: CellValues): Record<string, string | string[]> | undefined {
  const entries: [string, string | string[]][] = []
  for (const [column, all] of cells.others()) {
    const [first = '', ...more] = all
    entries.push([column, more.length === 0 ? first : [first, ...more]])
  }
  for (const [field, cell] of values.unread) entries.push([field, cell])
  // Entries become own properties, whatever their names are.
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** The records of a row: its work item and its links. Pure. */
export function mapRow(row: RowItem, meaning: Meaning): readonly RecordInput[] {
  const cells = new Cells(row.cells, meaning.columns)
  const values = new CellValues(cells, row.reading, meaning)
  const list = (field: MappedField, signs: string): string[] | undefined => {
    const all = [...new Set(cells.all(field).flatMap((cell) => splitCell(cell, signs)))]
    return all.length === 0 ? undefined : all
  }
  const progress = {
    percentComplete: values.percent('percentComplete'),
    started: values.moment('started'),
    finished: values.moment('finished'),
  }
  const priority = cells.one('priority')
  const blocked = cells.one('blocked')
  const parent = cells.one('parent')
  const container = cells.one('container')
  const type = typeOf(cells.one('type'), meaning.types)
  const dates = {
    created: values.moment('created'),
    updated: values.moment('updated'),
    plannedStart: values.moment('plannedStart'),
    plannedFinish: values.moment('plannedFinish'),
    due: values.day('due'),
  }
  const amounts = {
    estimate: values.effort('estimate'),
    spent: values.effort('spent'),
    remaining: values.effort('remaining'),
    points: values.number('points'),
    plannedCost: values.money('plannedCost'),
    actualCost: values.money('actualCost'),
  }
  const status = statusOf(cells.all('status')[0], progress, meaning, values.warnings)
  const item = defined({
    kind: 'workItem' as const,
    ref: row.key,
    key: row.key,
    container: container === undefined ? HOME : containerRef(container),
    type,
    nativeType: cells.one('type'),
    title: cells.all('title')[0] ?? row.key,
    description: cells.all('description')[0],
    ...status,
    ...progress,
    ...dates,
    ...amounts,
    priority: priority === undefined ? undefined : priorityOf(priority, meaning.priorities),
    nativePriority: priority,
    assignees: list('assignees', meaning.peopleLists),
    reporter: list('reporter', meaning.peopleLists)?.[0],
    labels: list('labels', meaning.lists),
    components: list('components', meaning.lists),
    parent,
    isMilestone: type === 'milestone' ? true : undefined,
    summary: type === 'summary' ? true : undefined,
    blocked: blocked === undefined ? undefined : YES.test(blocked),
    resolution: cells.one('resolution'),
    wbs: cells.one('wbs'),
    url: cells.one('url'),
    fields: customFields(cells, values),
    warnings: values.warnings.length === 0 ? undefined : values.warnings,
  })
  return [item, ...linksOf(row, cells, meaning)]
}
