import type { World } from '../state/world.ts'
import { applyEdit } from './apply-edit.ts'
import type { Edit } from './edit.ts'

/** An edit that falls right before request number `atRequest` is answered; the first request has number 1. */
export interface ScriptedEdit {
  readonly atRequest: number
  readonly edit: Edit
}

/** An edit made by a generator when its turn comes, because what it may touch depends on the state then. */
export interface GeneratedEdit {
  readonly atRequest: number
  readonly generate: (world: World) => readonly Edit[]
}

export interface FailedEdit {
  readonly atRequest: number
  readonly edit: Edit
  readonly reason: string
}

/** Edits waiting for their request. A refused edit is noted, not thrown: the request that met it must be answered. */
export class EditScript {
  readonly #world: World
  #pending: (ScriptedEdit | GeneratedEdit)[] = []
  #done = 0
  readonly #failed: FailedEdit[] = []

  constructor(world: World) {
    this.#world = world
  }

  get pending(): number {
    return this.#pending.length
  }

  get done(): number {
    return this.#done
  }

  get failed(): readonly FailedEdit[] {
    return this.#failed
  }

  add(edits: readonly (ScriptedEdit | GeneratedEdit)[]): void {
    this.#pending = [...this.#pending, ...edits].toSorted((left, right) => left.atRequest - right.atRequest)
  }

  /** Carries out everything due before request `number` is answered. */
  before(number: number): void {
    while (this.#pending[0] !== undefined && this.#pending[0].atRequest <= number) {
      const next = this.#pending.shift()
      if (next === undefined) return
      const edits = 'edit' in next ? [next.edit] : next.generate(this.#world)
      for (const edit of edits) this.#apply(next.atRequest, edit)
    }
  }

  #apply(atRequest: number, edit: Edit): void {
    try {
      applyEdit(this.#world, edit)
      this.#done++
    } catch (error) {
      this.#failed.push({ atRequest, edit, reason: error instanceof Error ? error.message : String(error) })
    }
  }
}
