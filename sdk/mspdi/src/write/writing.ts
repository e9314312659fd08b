import type { Money, RecordKind } from '@headless-pmo/sdk'
import { publicKey } from '../arrange/directory.ts'
import type { PlanRelease, Sourced } from '../plan.ts'
import { hundredths } from '../text/amounts.ts'
import { guidOf } from '../text/guid.ts'
import { localMoment, type DayEnd } from '../text/local-moment.ts'
import { leaf, type Xml } from '../text/xml.ts'

/** What holds for the whole file. */
export interface Whole {
  readonly release: PlanRelease
  /** IANA name. */
  readonly zone: string
  readonly currency: string | undefined
  /** Zone of the local times of a connection's records in a container, where it has one. */
  readonly zoneOf: (connection: string, container: unknown) => string | undefined
}

/** Writes the values of one record, and gathers what could not be written. */
export class Writing {
  readonly notes: string[] = []
  readonly #whole: Whole
  readonly #stated: string | undefined

  /** @param stated zone in which the record's local times are meant */
  constructor(whole: Whole, stated?: string) {
    this.#whole = whole
    this.#stated = stated
  }

  get release(): PlanRelease {
    return this.#whole.release
  }

  get zone(): string {
    return this.#whole.zone
  }

  /** A point in time in the plan's zone. */
  moment(when: string | undefined, end: DayEnd = 'start', what = 'date'): string | undefined {
    if (when === undefined) return undefined
    const zones = { plan: this.#whole.zone, ...(this.#stated !== undefined && { stated: this.#stated }) }
    const local = localMoment(when, zones, end)
    if (local === undefined) this.notes.push(`The ${what} ${when} is beyond what Microsoft Project can hold.`)
    return local
  }

  /** A cost in hundredths of the plan's currency; another currency has no place in the file. */
  cost(money: Money | undefined, what: string): string | undefined {
    if (money === undefined) return undefined
    if (money.currency === this.#whole.currency) return hundredths(money.amount)
    this.notes.push(`${what}: ${money.amount} ${money.currency}, which is not the plan's currency.`)
    return undefined
  }

  /** A rate, in whole units of the plan's currency. */
  rate(money: Money | undefined): string | undefined {
    return money?.currency === this.#whole.currency ? money?.amount : undefined
  }

  /** The GUID by which later releases know the record: its own, else one that follows from its public key. */
  guid(record: Sourced<RecordKind>): Xml | undefined {
    if (this.#whole.release === '2007') return undefined
    const own = record.record.aliases?.find((alias) => GUID.test(alias))
    return leaf('GUID', own ?? guidOf(publicKey(record)))
  }
}

const GUID = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i
