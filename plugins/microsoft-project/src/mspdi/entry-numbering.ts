import type { PlanElement } from './plan-parser.ts'
import { childElements, childText, type XmlElement } from './xml-element.ts'

/** Where an entry stands: what names it, and above which task it hangs. */
export interface EntryPlace {
  readonly uid: string
  /** 2, 3 … for a further entry under a unique id that was taken already. */
  readonly copy?: number
  /** Unique id of the task above it in the outline; `7~2` for the second of id 7. */
  readonly parent?: string
  /** It was to hang deeper than one level below the task before it. */
  readonly jump?: true
}

/**
 * Names the entries of a plan while they come by, in file order. The outline is told by the order of the
 * tasks and their levels alone: the parent of a task is the nearest one before it with a lower level.
 */
export class EntryNumbering {
  /** How often each unique id was taken, by section. */
  readonly #taken = new Map<string, Map<string, number>>()
  readonly #unnamed = new Map<string, number>()
  readonly #outline: { readonly level: number; readonly uid: string }[] = []
  readonly #linked = new Set<string>()
  readonly #repeated: string[] = []

  place(section: NonNullable<PlanElement['section']>, entry: XmlElement): EntryPlace {
    const named = wholeNumber(childText(entry, 'UID'))
    const uid = named ?? this.#nameless(section)
    const taken = this.#taken.get(section) ?? new Map<string, number>()
    this.#taken.set(section, taken)
    const copy = (taken.get(uid) ?? 0) + 1
    taken.set(uid, copy)
    if (copy > 1) this.#repeated.push(`${entry[0]} ${uid}`)
    const place = { uid, ...(copy > 1 ? { copy } : {}) }
    return section === 'Tasks' ? { ...place, ...this.#hang(entry, uid, copy) } : place
  }

  /** Unique ids that more than one entry has. */
  get repeated(): readonly string[] {
    return this.#repeated
  }

  /** Predecessors within this plan that no task of it is. */
  get missingPredecessors(): readonly string[] {
    const tasks = this.#taken.get('Tasks')
    return [...this.#linked].filter((uid) => tasks?.has(uid) !== true)
  }

  #hang(task: XmlElement, uid: string, copy: number): Pick<EntryPlace, 'parent' | 'jump'> {
    for (const child of childElements(task)) {
      if (child[0] === 'PredecessorLink' && !isYes(childText(child, 'CrossProject'))) {
        const predecessor = wholeNumber(childText(child, 'PredecessorUID'))
        if (predecessor !== undefined) this.#linked.add(predecessor)
      }
    }
    if (isProjectSummary(task) || isYes(childText(task, 'IsNull'))) return {}
    const level = outlineLevel(task)
    while ((this.#outline.at(-1)?.level ?? 0) >= level && this.#outline.length > 0) this.#outline.pop()
    const above = this.#outline.at(-1)
    this.#outline.push({ level, uid: copy === 1 ? uid : `${uid}~${copy}` })
    return {
      ...(above === undefined ? {} : { parent: above.uid }),
      ...(level > (above?.level ?? 0) + 1 ? { jump: true } : {}),
    }
  }

  #nameless(section: string): string {
    const count = (this.#unnamed.get(section) ?? 0) + 1
    this.#unnamed.set(section, count)
    return `unnamed-${count}`
  }
}

/** The row that stands for the whole project: unique id 0 on outline level 0. */
export function isProjectSummary(task: XmlElement): boolean {
  return wholeNumber(childText(task, 'UID')) === '0' && outlineLevel(task) === 0
}

function outlineLevel(task: XmlElement): number {
  const level = Number(childText(task, 'OutlineLevel') ?? Number.NaN)
  if (Number.isInteger(level) && level >= 0) return level
  const outline = childText(task, 'OutlineNumber')?.trim()
  return outline === undefined || outline === '' ? 1 : outline === '0' ? 0 : outline.split('.').length
}

/** A unique id in one way of writing it. */
export function wholeNumber(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  // Nearly all are written that way already.
  if (/^[1-9]\d{0,14}$/.test(trimmed)) return trimmed
  return /^-?\d{1,40}$/.test(trimmed) ? String(BigInt(trimmed)) : undefined
}

const isYes = (text: string | undefined): boolean => /^\s*(1|true)\s*$/i.test(text ?? '')
