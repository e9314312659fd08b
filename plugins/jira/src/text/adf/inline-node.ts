import { member, path, textOf } from '../../map/json.ts'
import type { Segment } from '../markdown/inline.ts'
import { attribute, markingOf, typeOf, type Node } from './read-node.ts'

type Read = (node: Node) => readonly Segment[]

/**
 * The nodes that say something by themselves, wherever they stand. A card of a page stands for its address, a
 * file for its name.
 */
const READERS: Readonly<Record<string, Read>> = {
  text: (node) => said(node, textOf(member(node, 'text'))),
  hardBreak: () => [{ text: '\n', marks: [] }],
  mention: (node) => said(node, mentionText(node)),
  emoji: (node) => said(node, attribute(node, 'text') ?? attribute(node, 'shortName')),
  date: (node) => said(node, dateText(attribute(node, 'timestamp'))),
  status: (node) => said(node, attribute(node, 'text')),
  placeholder: (node) => said(node, attribute(node, 'text')),
  inlineCard: cardText,
  blockCard: cardText,
  embedCard: cardText,
  media: mediaText,
  mediaInline: mediaText,
  image: mediaText,
  extension: extensionText,
  inlineExtension: extensionText,
  syncBlock: (node) => said(node, '(content of another page)'),
}

/** What a node says beside what is in it; undefined for types that only hold others. */
export function inlineOf(node: Node): readonly Segment[] | undefined {
  const type = typeOf(node)
  return Object.hasOwn(READERS, type) ? READERS[type]?.(node) : undefined
}

/** A node of a type that is not known: every text that it carries, in the places where nodes carry text. */
export function textsOfUnknown(node: Node): readonly Segment[] {
  const texts = [
    textOf(member(node, 'text')),
    ...['title', 'text', 'label', 'alt', 'shortName', 'url', 'href'].map((name) => attribute(node, name)),
  ]
  const found = [...new Set(texts.filter((text) => text !== undefined))]
  return found.flatMap((text, at) => said(node, at === 0 ? text : ` ${text}`))
}

function said(node: Node, text: string | undefined): readonly Segment[] {
  return text === undefined ? [] : [{ text, ...markingOf(node) }]
}

function mentionText(node: Node): string {
  const name = attribute(node, 'text') ?? attribute(node, 'id') ?? 'somebody'
  return name.startsWith('@') ? name : `@${name}`
}

/** A day: milliseconds since 1970 as text. What is none stays as it is. */
function dateText(timestamp: string | undefined): string | undefined {
  const date = new Date(Number(timestamp ?? Number.NaN))
  return Number.isNaN(date.getTime()) ? timestamp : date.toISOString().slice(0, 10)
}

function cardText(node: Node): readonly Segment[] {
  const data = member(member(node, 'attrs'), 'data')
  const url =
    attribute(node, 'url') ?? textOf(member(data, 'url')) ?? textOf(path(node, 'attrs', 'datasource', 'id'))
  const name = textOf(member(data, 'name')) ?? url
  if (name === undefined) return []
  const { marks, ...link } = markingOf(node)
  return [{ text: name, marks, ...(url === undefined ? link : { href: url }) }]
}

function mediaText(node: Node): readonly Segment[] {
  const { marks, href, title } = markingOf(node)
  const url = attribute(node, 'url')
  const name = attribute(node, 'alt') ?? url ?? attribute(node, 'id')
  if (name === undefined) return []
  const target = href ?? url
  const text = target === undefined ? `(attachment: ${name})` : name
  return [
    { text, marks, ...(target !== undefined && { href: target }), ...(title !== undefined && { title }) },
  ]
}

/** What a macro shows is not in the document: its text if it has one, else what it is called. */
function extensionText(node: Node): readonly Segment[] {
  const title = textOf(path(node, 'attrs', 'parameters', 'macroMetadata', 'title'))
  const key = attribute(node, 'extensionKey')
  return said(node, attribute(node, 'text') ?? title ?? (key === undefined ? undefined : `(macro: ${key})`))
}
