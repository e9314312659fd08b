import { XmlDecoder } from './decode-text.ts'
import { EntryNumbering, type EntryPlace } from './entry-numbering.ts'
import { PlanHeader } from './plan-header.ts'
import type { PlanElementKind, PlanItem } from './plan-item.ts'
import { PlanParser, type PlanElement, type Section } from './plan-parser.ts'
import type { XmlElement } from './xml-element.ts'

/** Most entries that wait in memory for something the project may say further down. */
export const MOST_HELD = 2000

const KIND: Readonly<Record<Section, PlanElementKind>> = {
  Calendars: 'calendar',
  Tasks: 'task',
  Resources: 'resource',
  Assignments: 'assignment',
}

export interface PlanSource {
  readonly plan: string
  /** Address of the plan, kept with the project. */
  readonly address?: string
  /** Opens the file; asked twice only where definitions stand behind more entries than may be held. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>
  readonly warn: (message: string) => void
  readonly mostHeld?: number
}

/**
 * Reads a plan as raw items, in file order, the project itself last. Memory stays bounded whatever the size:
 * an entry is handed on as soon as all it needs is known. Entries that use something not defined so far (a
 * currency, a custom field) wait for the project's remaining elements; if too many would have to, the file
 * is read a second time with those at hand.
 *
 * @throws PlanFileError when the file is not a whole, well-formed plan.
 */
export async function* readPlan(source: PlanSource): AsyncIterable<PlanItem[]> {
  const mostHeld = source.mostHeld ?? MOST_HELD
  const header = new PlanHeader()
  const numbering = new EntryNumbering()
  const held: { readonly kind: PlanElementKind; readonly place: EntryPlace; readonly entry: XmlElement }[] =
    []
  let sent = 0
  let overflow = false

  for await (const elements of parse(source)) {
    const items: PlanItem[] = []
    for (const { section, element } of elements) {
      if (section === undefined) {
        header.add(element)
        continue
      }
      const place = numbering.place(section, element)
      const { context, complete } = header.contextOf(element)
      const kind = KIND[section]
      if (complete && held.length === 0 && !overflow) {
        items.push({ plan: source.plan, element: kind, ...place, ...context, xml: element })
        sent++
      } else if (held.length < mostHeld) held.push({ kind, place, entry: element })
      else overflow = true
    }
    if (items.length > 0) yield items
  }

  if (overflow) yield* readRest(source, header, sent)
  else {
    yield held.map(({ kind, place, entry }) => {
      const { context } = header.contextOf(entry)
      return { plan: source.plan, element: kind, ...place, ...context, xml: entry }
    })
  }
  tellOddities(source, numbering)
  const address = source.address === undefined ? {} : { source: source.address }
  yield [{ plan: source.plan, element: 'project', uid: '', ...address, xml: header.element }]
}

/** Reads the file again for the entries after the first `sent`, now that the project's elements are known. */
async function* readRest(source: PlanSource, header: PlanHeader, sent: number): AsyncIterable<PlanItem[]> {
  const numbering = new EntryNumbering()
  let seen = 0
  for await (const elements of parse(source)) {
    const items: PlanItem[] = []
    for (const { section, element } of elements) {
      if (section === undefined) continue
      const place = numbering.place(section, element)
      if (seen++ < sent) continue
      const { context } = header.contextOf(element)
      items.push({ plan: source.plan, element: KIND[section], ...place, ...context, xml: element })
    }
    if (items.length > 0) yield items
  }
}

async function* parse(source: PlanSource): AsyncIterable<PlanElement[]> {
  const decoder = new XmlDecoder(source.plan)
  const parser = new PlanParser(source.plan)
  for await (const chunk of await source.open()) yield parser.write(decoder.write(chunk))
  yield parser.write(decoder.end())
  parser.end()
}

function tellOddities({ plan, warn }: PlanSource, numbering: EntryNumbering): void {
  const { repeated, missingPredecessors } = numbering
  if (repeated.length > 0) {
    warn(
      `The plan "${plan}" uses unique ids more than once (${someOf(repeated)}); references to them lead to the ` +
        'first, the others are kept beside it.',
    )
  }
  if (missingPredecessors.length > 0) {
    warn(
      `The plan "${plan}" links to predecessors that are not in it (${someOf(missingPredecessors)}); the links ` +
        'are kept with an open end.',
    )
  }
}

function someOf(names: readonly string[]): string {
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`
}
