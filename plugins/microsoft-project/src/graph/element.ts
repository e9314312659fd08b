import { verbatim, verbatimElements, parseJson, type Verbatim, type z } from '@headless-pmo/sdk'
import type { Graph } from './client.ts'
import type { GraphReply } from './reply.ts'
import { property } from './property.ts'
import { refusal, wrongShape } from './refusal.ts'

/** One page of a list. */
export interface GraphPage {
  readonly elements: readonly Verbatim[]
  /** Address of the next page. */
  readonly next?: string
}

/** Reads the page in a reply. @throws Error when it is refused or no list */
export function pageOf(reply: GraphReply, what: string): GraphPage {
  if (reply.status !== 200) throw refusal(reply, what)
  try {
    const elements = verbatimElements(reply.text, ['value'])
    const next = property(parseJson(reply.text), '@odata.nextLink')
    return typeof next === 'string' ? { elements, next } : { elements }
  } catch (cause) {
    throw wrongShape(what, cause)
  }
}

/** A list page by page, from its first reply on. @throws Error when a page is refused, or leads back to one before */
export async function* pagesOf(graph: Graph, first: GraphReply, what: string): AsyncGenerator<GraphPage> {
  const passed = new Set<string>()
  for (let page = pageOf(first, what); ;) {
    yield page
    const { next } = page
    if (next === undefined) return
    if (passed.has(next)) throw new Error(`${what}: Microsoft Graph gave the same next page twice.`)
    passed.add(next)
    page = pageOf(await graph.get(next), what)
  }
}

/** A whole list. */
export async function listOf(graph: Graph, first: GraphReply, what: string): Promise<Verbatim[]> {
  const elements: Verbatim[] = []
  for await (const page of pagesOf(graph, first, what)) elements.push(...page.elements)
  return elements
}

/** A reply that is one object. @throws Error when it is refused or does not fit */
export function objectOf<T>(
  reply: GraphReply,
  schema: z.ZodType<T>,
  what: string,
): { value: T; raw: Verbatim } {
  if (reply.status !== 200) throw refusal(reply, what)
  try {
    const raw = verbatim(reply.text)
    return { value: schema.parse(raw.value), raw }
  } catch (cause) {
    throw wrongShape(what, cause)
  }
}
