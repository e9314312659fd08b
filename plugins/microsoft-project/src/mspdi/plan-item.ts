import { z } from '@headless-pmo/sdk'
import type { EntryContext } from './plan-header.ts'
import type { EntryPlace } from './entry-numbering.ts'
import type { XmlElement } from './xml-element.ts'

/** The kinds of raw items of a plan. */
export const planElement = z.enum(['project', 'calendar', 'task', 'resource', 'assignment'])
export type PlanElementKind = z.infer<typeof planElement>

/**
 * One raw item: an entry of a plan in the JSON form of `xml-element.ts`, with the little that it needs from
 * elsewhere in the file, so that mapping sees this item alone.
 */
export const planItem = z.looseObject({
  /** Key of the plan it belongs to; in front of every ref. */
  plan: z.string(),
  element: planElement,
  uid: z.string(),
  /** For the project: the address of the plan, where it came from one. */
  source: z.string().optional(),
  copy: z.int().optional(),
  parent: z.string().optional(),
  jump: z.literal(true).optional(),
  currency: z.string().optional(),
  fields: z.record(z.string(), z.looseObject({ key: z.string(), type: z.string() })).optional(),
  codes: z.record(z.string(), z.string()).optional(),
  xml: z.custom<XmlElement>((value) => Array.isArray(value) && typeof value[0] === 'string'),
})

/** A raw item as it is written. */
export interface PlanItem extends Partial<EntryPlace>, EntryContext {
  readonly plan: string
  readonly element: PlanElementKind
  readonly uid: string
  readonly source?: string
  readonly xml: XmlElement
}

/** Refs of everything in a plan: `plans/house.xml#task/12`; the plan itself is `plans/house.xml`. */
export function refOf(plan: string, element: string, uid: string, copy = 1): string {
  return `${plan}#${element}/${uid}${copy > 1 ? `~${copy}` : ''}`
}

/** Ref of a raw item, and of the record that stands for it. */
export function itemRef(item: {
  readonly plan: string
  readonly element: PlanElementKind
  readonly uid: string
  readonly copy?: number | undefined
}): string {
  return item.element === 'project' ? item.plan : refOf(item.plan, item.element, item.uid, item.copy)
}
