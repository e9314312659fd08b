import type { MarkdownWriter } from '../markdown/writer.ts'
import { attribute, contentOf, numberAttribute, typeOf, type Node } from './read-node.ts'

/** Lists that the walk is in: what marks their items, and how many there were. */
export interface ListState {
  readonly type: string
  /** Number of the next item of an ordered list. */
  next: number
  isFirst: boolean
  inItem: boolean
}

/** What the walk knows of where it is. */
export interface Place {
  readonly writer: MarkdownWriter
  readonly lists: ListState[]
}

/** What to do after the content of a node; the content itself is walked by the caller. */
type Begin = (node: Node, place: Place) => (() => void) | undefined

const paragraph: Begin = (_node, { writer }) => {
  writer.endBlock()
  return () => writer.endBlock()
}

const list: Begin = (node, { writer, lists }) => {
  writer.endBlock()
  const start = Math.trunc(numberAttribute(node, 'order', 1))
  const above = lists.at(-1)
  // Lists of tasks hold the lists below their items beside these, not in them.
  const isBeside = above !== undefined && !above.inItem && !above.isFirst
  if (isBeside) writer.openIndented()
  lists.push({
    type: typeOf(node),
    next: start >= 0 && start < 1e9 ? start : 1,
    isFirst: !isBeside,
    inItem: false,
  })
  return () => {
    lists.pop()
    if (isBeside) writer.close()
    else writer.endBlock()
  }
}

const item: Begin = (node, { writer, lists }) => {
  const state = lists.at(-1)
  writer.openItem(markerOf(node, state), state?.isFirst ?? true)
  if (state !== undefined) Object.assign(state, { isFirst: false, inItem: true })
  return () => {
    if (state !== undefined) state.inItem = false
    writer.close()
  }
}

function markerOf(node: Node, state: ListState | undefined): string {
  if (state?.type === 'orderedList') {
    state.next += 1
    return `${Math.min(state.next - 1, 999_999_999)}.`
  }
  if (typeOf(node) === 'taskItem' || typeOf(node) === 'blockTaskItem')
    return attribute(node, 'state') === 'DONE' ? '- [x]' : '- [ ]'
  return '-'
}

const ALERTS: Readonly<Record<string, string>> = {
  info: 'NOTE',
  note: 'IMPORTANT',
  tip: 'TIP',
  success: 'TIP',
  warning: 'WARNING',
  error: 'CAUTION',
}

const panel: Begin = (node, { writer }) => {
  writer.openQuote()
  const type = attribute(node, 'panelType') ?? ''
  const alert = Object.hasOwn(ALERTS, type) ? ALERTS[type] : undefined
  const icon = attribute(node, 'panelIconText')
  if (alert !== undefined) writer.raw(`[!${alert}]`)
  else if (icon !== undefined) writer.text({ text: icon, marks: [] })
  return () => writer.close()
}

const expand: Begin = (node, { writer }) => {
  writer.endBlock()
  const title = attribute(node, 'title')
  if (title !== undefined) writer.text({ text: title, marks: ['strong'] })
  writer.endBlock()
  return () => writer.endBlock()
}

const cell: Begin = (node, { writer }) => {
  writer.openCell({
    header: typeOf(node) === 'tableHeader',
    columns: Math.trunc(numberAttribute(node, 'colspan', 1)),
    rows: Math.trunc(numberAttribute(node, 'rowspan', 1)),
  })
  return () => writer.closeCell()
}

/** Nodes that hold others. Layouts, captions, synchronised blocks and macros with a body are only what they hold. */
const BEGINNERS: Readonly<Record<string, Begin>> = {
  doc: paragraph,
  paragraph,
  caption: paragraph,
  mediaSingle: paragraph,
  mediaGroup: paragraph,
  layoutSection: paragraph,
  layoutColumn: paragraph,
  bodiedExtension: paragraph,
  bodiedSyncBlock: paragraph,
  heading: (node, { writer }) => {
    writer.startHeading(numberAttribute(node, 'level', 1))
    return () => writer.endBlock()
  },
  blockquote: (_node, { writer }) => {
    writer.openQuote()
    return () => writer.close()
  },
  panel,
  expand,
  nestedExpand: expand,
  bulletList: list,
  orderedList: list,
  taskList: list,
  decisionList: list,
  listItem: item,
  taskItem: item,
  blockTaskItem: item,
  decisionItem: item,
  rule: (_node, { writer }) => {
    writer.rule()
    return undefined
  },
  table: (_node, { writer }) => {
    writer.openTable()
    return () => writer.closeTable()
  },
  tableRow: (_node, { writer }) => {
    writer.openRow()
    return () => writer.endBlock()
  },
  tableCell: cell,
  tableHeader: cell,
}

/** How a node that holds others begins; undefined for one that holds none, or that is not known. */
export function beginnerOf(node: Node): Begin | undefined {
  const type = typeOf(node)
  return Object.hasOwn(BEGINNERS, type) ? BEGINNERS[type] : undefined
}

/** The text of a block of code. Nodes that do not belong there give their text all the same. */
export function codeOf(node: Node): string {
  let text = ''
  const waiting: Node[] = [...contentOf(node)].toReversed()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { text: own } = next
    if (typeof own === 'string') text += own
    else if (typeOf(next) === 'hardBreak') text += '\n'
    else text += attribute(next, 'text') ?? attribute(next, 'shortName') ?? ''
    for (const child of contentOf(next).toReversed()) waiting.push(child)
  }
  return text
}

/** Cards and files of their own stand in a paragraph of their own. */
export function isBlockOfItsOwn(node: Node): boolean {
  return ['blockCard', 'embedCard', 'extension', 'syncBlock'].includes(typeOf(node))
}
