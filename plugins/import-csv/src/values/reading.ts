import { readDateCell } from './date-cell.ts'
import { DATE_ORDERS, type DateOrder } from './date-order.ts'
import { DECIMAL_SIGNS, readNumberCell, type DecimalSign } from './number-cell.ts'

/** How the dates and numbers of a table are to be read. */
export interface Reading {
  readonly dates: DateOrder
  readonly decimal: DecimalSign
}

/** Where a cell stands, for people. */
export interface CellPlace {
  /** e.g. `row 12 of "plan.csv"` */
  readonly row: string
  readonly column: string
}

interface Witness extends CellPlace {
  readonly cell: string
}

/** Readings that are still possible, and the cells that speak for or against them. */
class Candidates<T extends string> {
  readonly #all: readonly T[]
  #left: readonly T[]
  readonly #against = new Map<T, Witness>()
  #doubtful: Witness | undefined

  constructor(all: readonly T[], declared: T | undefined) {
    this.#all = all
    this.#left = declared === undefined ? all : [declared]
  }

  see(meanings: Readonly<Partial<Record<T, string>>>, witness: Witness): void {
    if (this.#left.length === 1 && this.#against.size === 0) return
    for (const one of this.#all) {
      if (meanings[one] === undefined && !this.#against.has(one)) this.#against.set(one, witness)
    }
    this.#left = this.#left.filter((one) => meanings[one] !== undefined)
    const said = this.#all.map((one) => meanings[one]).filter((meaning) => meaning !== undefined)
    if (new Set(said).size > 1) this.#doubtful ??= witness
  }

  /** The one reading that all cells allow; where several do and it matters, or none does, the cells that tell. */
  decide(): { readonly is: T } | { readonly doubtful: Witness } | { readonly against: readonly Witness[] } {
    const [first, ...others] = this.#left
    if (first === undefined) return { against: [...new Set(this.#against.values())] }
    return others.length > 0 && this.#doubtful !== undefined ? { doubtful: this.#doubtful } : { is: first }
  }
}

const at = ({ cell, row, column }: Witness): string => `"${cell}" in ${row}, column "${column}"`

/**
 * Finds out from the cells of a table how its dates and numbers are written. One cell that can only be read in
 * one way decides for all; where none decides, or two contradict each other, the table is refused rather than
 * guessed at.
 */
export class ReadingDetector {
  readonly #dates: Candidates<DateOrder>
  readonly #numbers: Candidates<DecimalSign>

  constructor(declared: {
    readonly dates?: DateOrder | undefined
    readonly decimal?: DecimalSign | undefined
  }) {
    this.#dates = new Candidates(DATE_ORDERS, declared.dates)
    this.#numbers = new Candidates(DECIMAL_SIGNS, declared.decimal)
  }

  date(cell: string, place: CellPlace): void {
    const read = readDateCell(cell)
    if (read !== undefined) this.#dates.see(read.days, { ...place, cell })
  }

  number(cell: string, place: CellPlace): void {
    const read = readNumberCell(cell)
    if (read !== undefined) this.#numbers.see(read, { ...place, cell })
  }

  /** @returns how to read, and a sentence for each thing that cannot be told */
  decide(): { readonly reading: Reading; readonly problems: readonly string[] } {
    const problems: string[] = []
    const dates = this.#dates.decide()
    if ('doubtful' in dates) {
      problems.push(
        `The date ${at(dates.doubtful)} can be read in more than one way, and no other date tells which; set \`dates\` to "day-month-year", "month-day-year" or "year-month-day".`,
      )
    } else if ('against' in dates) {
      problems.push(
        `The dates are not all written in one order: ${dates.against.map(at).join(', and ')}; correct them, or write all as 2026-01-31.`,
      )
    }
    const numbers = this.#numbers.decide()
    if ('doubtful' in numbers) {
      problems.push(
        `The number ${at(numbers.doubtful)} can be read in two ways, and no other number tells which; set \`decimal\` to "." or ",".`,
      )
    } else if ('against' in numbers) {
      problems.push(
        `The numbers are not all written in one way: ${numbers.against.map(at).join(', and ')}; correct them.`,
      )
    }
    return {
      reading: {
        dates: 'is' in dates ? dates.is : 'year-month-day',
        decimal: 'is' in numbers ? numbers.is : '.',
      },
      problems,
    }
  }
}
