import type { RecordInput, Reference } from '@headless-pmo/sdk'
import { defined } from '../../map/defined.ts'
import { minutesOfTenths } from '../../map/native-fields.ts'
import { refOf } from '../../mspdi/plan-item.ts'
import { flagIn, idIn, momentIn, numberIn, textIn } from '../value.ts'
import type { TaskItem } from '../wire/items.ts'
import type { ServerMapConfig } from './server-map-config.ts'

const LINK_TYPES = ['FF', 'FS', 'SF', 'SS'] as const

/**
 * The links to a task, one record for each of the server's. A link between projects is there twice, once in each, with
 * a stand-in for the far end; the project of the successor tells it, unless that is not read.
 */
export function mapLinks(item: TaskItem, task: unknown, config: ServerMapConfig): RecordInput[] {
  const { about, links = [], externals = [] } = item
  const away = farEnd(task)
  if (away !== undefined && isRead(away.project, config)) return []
  const successor =
    away === undefined ? refOf(about.project, 'task', idIn(task, 'Id') ?? '') : referenceOf(away)
  const stand = new Map(externals.map((external) => [idIn(external, 'Id'), farEnd(external)]))
  return links.flatMap((link): RecordInput[] => {
    const id = idIn(link, 'Id')
    const predecessor = idIn(link, 'PredecessorTaskId')
    if (id === undefined || predecessor === undefined) return []
    const far = stand.get(predecessor)
    const number = numberIn(link, 'DependencyType')
    const type = LINK_TYPES[number ?? -1]
    const lag = lagOf(link)
    return [
      {
        kind: 'dependency',
        ref: refOf(about.project, 'link', id),
        from: far === undefined ? refOf(about.project, 'task', predecessor) : referenceOf(far),
        to: successor,
        type: type ?? 'FS',
        ...defined({
          lag,
          external: far === undefined && away === undefined ? undefined : true,
          warnings:
            type === undefined
              ? [`Link type ${number ?? 'none'} is unknown; taken as finish to start`]
              : undefined,
        }),
      },
    ]
  })
}

/** What an external task of a project stands for, with the dates that this project holds of it. */
export function mapStandIn({ about }: TaskItem, task: unknown): RecordInput[] {
  const [away, id] = [farEnd(task), idIn(task, 'Id')]
  const heldDates = defined({ start: momentIn(task, 'Start'), finish: momentIn(task, 'Finish') })
  if (away?.task === undefined || id === undefined || Object.keys(heldDates).length === 0) return []
  const { title } = away
  return [
    {
      kind: 'dependency',
      ref: refOf(about.project, 'external', id),
      from: { key: refOf(about.project, 'task', id), ...(title === undefined ? {} : { title }) },
      to: referenceOf(away),
      type: 'duplicates',
      nativeType: 'External task',
      external: true,
      heldDates,
    },
  ]
}

interface FarEnd {
  readonly project: string | undefined
  readonly task: string | undefined
  readonly title: string | undefined
  readonly key: string
}

/** What a stand-in stands for; undefined for a task of this project. */
function farEnd(task: unknown): FarEnd | undefined {
  if (flagIn(task, 'IsExternalTask') !== true) return undefined
  return {
    project: idIn(task, 'ExternalProjectUid'),
    task: idIn(task, 'ExternalTaskUid'),
    title: textIn(task, 'Name'),
    key: idIn(task, 'Id') ?? '',
  }
}

function referenceOf({ project, task, title, key }: FarEnd): Reference {
  return project === undefined || task === undefined
    ? { key, ...(title === undefined ? {} : { title }) }
    : refOf(project, 'task', task)
}

const isRead = (project: string | undefined, { server }: ServerMapConfig): boolean =>
  project !== undefined &&
  (server?.projects === undefined || server.projects.some((id) => id.toLowerCase() === project))

/**
 * Tenths of a minute; no lag is no lag. Where the server also says it as text, that tells elapsed time and percent:
 * `2ed`, `50%`.
 */
function lagOf(
  link: unknown,
):
  | { minutes: number; basis: 'working' | 'elapsed' }
  | { percent: number; basis: 'working' | 'elapsed' }
  | undefined {
  const lag = numberIn(link, 'LinkLag')
  if (lag === undefined || lag === 0) return undefined
  const text = textIn(link, 'LinkLagDuration') ?? ''
  const basis = /\de[mhdw%]/.test(text) ? 'elapsed' : 'working'
  const percent = /^(-?\d+(?:\.\d+)?)e?%/.exec(text)?.[1]
  return percent === undefined
    ? { minutes: minutesOfTenths(lag) ?? 0, basis }
    : { percent: Number(percent), basis }
}
