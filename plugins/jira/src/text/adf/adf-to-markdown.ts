import { isObject, member } from '../../map/json.ts'
import { MarkdownWriter } from '../markdown/writer.ts'
import { beginnerOf, codeOf, isBlockOfItsOwn, type Place } from './block-node.ts'
import { inlineOf, textsOfUnknown } from './inline-node.ts'
import { attribute, contentOf, typeOf, type Node } from './read-node.ts'

interface Step {
  readonly nodes: readonly Node[]
  readonly end: (() => void) | undefined
  next: number
}

/** Whether a value looks like a document: an object that says so, or at least one with content. */
export function isAdf(value: unknown): value is Node {
  return isObject(value) && (typeOf(value) === 'doc' || Array.isArray(member(value, 'content')))
}

/**
 * A document of Atlassian's format as Markdown; undefined where it says nothing. Each node is visited once, and
 * its depth costs no stack. A type that is not known gives its texts and what it holds.
 */
export function adfToMarkdown(document: Node): string | undefined {
  const writer = new MarkdownWriter()
  const place: Place = { writer, lists: [] }
  const steps: Step[] = [{ nodes: [document], end: undefined, next: 0 }]
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const node = step.nodes[step.next]
    step.next += 1
    if (node === undefined) {
      step.end?.()
      steps.pop()
      continue
    }
    const end = enter(node, place)
    if (end !== 'whole') steps.push({ nodes: contentOf(node), end, next: 0 })
  }
  return writer.end()
}

/** Writes what the node itself says. Returns what ends it after its content, or that nothing is left in it. */
function enter(node: Node, place: Place): (() => void) | undefined | 'whole' {
  const { writer } = place
  if (typeOf(node) === 'codeBlock') {
    writer.code(codeOf(node), attribute(node, 'language'))
    return 'whole'
  }
  const begin = beginnerOf(node)
  if (begin !== undefined) return begin(node, place)
  if (isBlockOfItsOwn(node)) writer.endBlock()
  for (const segment of inlineOf(node) ?? textsOfUnknown(node)) writer.text(segment)
  if (isBlockOfItsOwn(node)) writer.endBlock()
  return undefined
}
