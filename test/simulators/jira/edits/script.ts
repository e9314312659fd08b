import type { World } from '../state/world.ts'
import { applyEdit } from './apply-edit.ts'
import type { Edit } from './edit.ts'

/** An edit that falls right before request number `atRequest` is answered; the first request has number 1. */
export interface ScriptedEdit {
  readonly atRequest: number
  readonly edit: Edit
}

export interface FailedEdit extends ScriptedEdit {
  readonly reason: string
}

/** Edits waiting for their request. A refused one is noted, not thrown: the request that met it must be answered. */
export class EditScript {
  readonly #world: World
  #pending: ScriptedEdit[] = []
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

  add(edits: readonly ScriptedEdit[]): void {
    this.#pending = [...this.#pending, ...edits].toSorted((left, right) => left.atRequest - right.atRequest)
  }

  /** Carries out everything due before request `number` is answered. */
  before(number: number): void {
    while (this.#pending[0] !== undefined && this.#pending[0].atRequest <= number) {
      const next = this.#pending.shift()
      if (next === undefined) return
      try {
        applyEdit(this.#world, next.edit)
        this.#done++
      } catch (error) {
        this.#failed.push({ ...next, reason: error instanceof Error ? error.message : String(error) })
      }
    }
  }
}
