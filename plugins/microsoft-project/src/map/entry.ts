import type { Money } from '@headless-pmo/sdk'
import type { z } from '@headless-pmo/sdk'
import { ElementReader } from '../mspdi/element-reader.ts'
import { decimalAmount } from '../mspdi/money.ts'
import { itemRef, refOf, type planItem } from '../mspdi/plan-item.ts'

/** The part of the config that mapping reads. */
export interface MapConfig {
  readonly timeZone?: string | undefined
  readonly currency?: string | undefined
}

/** A raw item as it comes back from the store. */
export type StoredPlanItem = z.infer<typeof planItem>

/** A raw item opened for mapping. */
export class Entry {
  readonly item: StoredPlanItem
  readonly ref: string
  readonly xml: ElementReader
  readonly #currency: string | undefined

  constructor(item: StoredPlanItem, config: MapConfig) {
    this.item = item
    this.ref = itemRef(item)
    this.xml = new ElementReader(item.xml)
    this.#currency = item.currency ?? config.currency
    if (item.copy !== undefined) {
      this.xml.warn(`Unique id ${item.uid} is taken by an earlier entry; kept as copy ${item.copy}`)
    }
  }

  /** Ref of something else in the same plan. */
  refTo(element: string, uid: string): string {
    return refOf(this.item.plan, element, uid)
  }

  /** Other names that hold in the file: the GUID. Copies of a plan share it, so it is never the ref itself. */
  get aliases(): string[] | undefined {
    const guid = this.xml.word('GUID')
    return guid === undefined ? undefined : [guid]
  }

  get warnings(): string[] | undefined {
    return this.xml.warnings.length === 0 ? undefined : this.xml.warnings
  }

  /** A cost: plans state it in hundredths. */
  cost(reader: ElementReader, name: string): Money | undefined {
    return this.#money(reader, name, 2)
  }

  /** A rate: plans state it in whole units, per hour or per unit of a material. */
  rate(reader: ElementReader, name: string): Money | undefined {
    return this.#money(reader, name, 0)
  }

  #money(reader: ElementReader, name: string, shift: number): Money | undefined {
    const text = reader.word(name)
    if (text === undefined) return undefined
    const amount = decimalAmount(text, shift)
    if (amount === undefined) reader.warn(`${name} "${text.slice(0, 40)}" is not an amount; left out`)
    else if (this.#currency !== undefined) return { amount, currency: this.#currency }
    else if (amount !== '0') {
      reader.warn('Amounts are left out: the plan names no currency; set `currency` of the connection')
    }
    return undefined
  }
}
