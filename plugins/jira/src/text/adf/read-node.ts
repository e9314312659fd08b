import { isObject, listOf, member, numberOf, textOf } from '../../map/json.ts'
import type { Mark, Segment } from '../markdown/inline.ts'

/** A node of a document as it comes: nothing of it is certain. */
export type Node = Readonly<Record<string, unknown>>

/** Name of the node's type; empty where it has none. */
export function typeOf(node: Node): string {
  return textOf(member(node, 'type')) ?? ''
}

/** The nodes within; what is no node is passed over. */
export function contentOf(node: Node): readonly Node[] {
  return listOf(member(node, 'content')).filter(isObject)
}

/** An attribute as text. */
export function attribute(node: Node, name: string): string | undefined {
  return textOf(member(member(node, 'attrs'), name))
}

/** An attribute as a number; `otherwise` where it is none. */
export function numberAttribute(node: Node, name: string, otherwise: number): number {
  return numberOf(member(member(node, 'attrs'), name)) ?? otherwise
}

type Marking = Pick<Segment, 'marks' | 'href' | 'title'>

const SIMPLE: Readonly<Record<string, Mark>> = {
  strong: 'strong',
  em: 'em',
  strike: 'strike',
  underline: 'ins',
  code: 'code',
}

/**
 * How a node is marked. Marks of looks (colours, size, alignment, indentation, border, breakout) and of the
 * editor (annotation, fragment, dataConsumer) have no form in Markdown and take no text with them.
 */
export function markingOf(node: Node): Marking {
  const marks = new Set<Mark>()
  let link: Node | undefined
  for (const mark of listOf(member(node, 'marks')).filter(isObject)) {
    const type = typeOf(mark)
    const simple = Object.hasOwn(SIMPLE, type) ? SIMPLE[type] : undefined
    if (simple !== undefined) marks.add(simple)
    else if (type === 'subsup') marks.add(attribute(mark, 'type') === 'sub' ? 'sub' : 'sup')
    else if (type === 'link') link ??= mark
  }
  const href = link === undefined ? undefined : attribute(link, 'href')
  const title = link === undefined ? undefined : attribute(link, 'title')
  return { marks: [...marks], ...(href !== undefined && { href }), ...(title !== undefined && { title }) }
}
