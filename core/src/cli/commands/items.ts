import { statusCategory } from '@headless-pmo/sdk'
import type { inferRouterInputs } from '@trpc/server'
import type { AppRouter } from '../../api/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

type ListInput = inferRouterInputs<AppRouter>['workItems']['list']

/** The filters of the command line. */
export interface ItemFilters {
  readonly project?: string
  readonly connection?: readonly string[]
  readonly container?: string
  readonly status?: readonly string[]
  readonly type?: readonly string[]
  readonly assignee?: string
  readonly label?: readonly string[]
  readonly milestone?: string
  readonly text?: string
  readonly since?: string
  readonly gone?: boolean
  readonly sort?: NonNullable<ListInput['sort']>
  readonly limit: number
}

const PAGE = 200

function inputOf(filters: ItemFilters): Omit<ListInput, 'cursor' | 'limit'> {
  const { connection, type, label, since, gone, status = [], limit, ...rest } = filters
  void limit
  // One option takes both: the four categories, and the tracker's own words.
  const categories = status.flatMap((word) => statusCategory.safeParse(word).data ?? [])
  const words = status.filter((word) => !statusCategory.safeParse(word).success)
  return {
    ...rest,
    ...(connection !== undefined && { connection: [...connection] }),
    ...(type !== undefined && { type: [...type] }),
    ...(label !== undefined && { label: [...label] }),
    ...(categories.length > 0 && { statusCategory: categories }),
    ...(words.length > 0 && { status: words }),
    ...(since !== undefined && { updatedSince: since }),
    ...(gone === true && { presence: 'gone' as const }),
  }
}

/** Work items of all trackers. */
export async function items(context: CommandContext, filters: ItemFilters): Promise<number> {
  await using session = await context.session()
  const input = inputOf(filters)
  const found = []
  let next: string | undefined
  do {
    const page = await session.api.workItems.list.query({
      ...input,
      limit: Math.min(PAGE, filters.limit - found.length),
      ...(next !== undefined && { cursor: next }),
    })
    found.push(...page.items)
    next = page.next
    context.signal.throwIfAborted()
  } while (next !== undefined && found.length < filters.limit)
  context.output.list(
    found,
    [
      { title: 'item', value: (row) => row.key ?? row.ref, most: 34 },
      { title: 'title', value: (row) => row.data.title },
      { title: 'type', value: (row) => row.data.type },
      // What filters, sorting and totals go by is the item's own word; what boards and milestones add is apart.
      { title: 'status', value: (row) => row.data.status, most: 16 },
      { title: 'board', value: (row) => row.composed.boardStatus?.value, most: 16 },
      {
        title: 'assignees',
        value: (row) => row.assignees.map((one) => one.title ?? one.ref).join(', '),
        most: 30,
      },
      { title: 'due', value: (row) => row.data.due },
      {
        title: 'target',
        value: (row) => row.composed.due?.value ?? row.composed.plannedFinish?.value.slice(0, 10),
      },
      { title: 'project', value: (row) => row.project },
    ],
    'No item matches.',
  )
  if (next !== undefined)
    context.output.note(`There are more; a higher --limit shows them, e.g. --limit ${filters.limit * 2}.`)
  return EXIT.ok
}
