import type { AppliedEdit, Edit } from '../upstream/index.ts'

/** An edit that was applied, with where it fell. */
export interface ToldEdit {
  /** 1 for the first. */
  readonly number: number
  readonly edit: Edit
  readonly applied: AppliedEdit
  /** Tracker's time, Unix milliseconds. */
  readonly at: number
  /** The edit before it, when both fell on one instant. */
  readonly tiedTo?: number
  /** For an edit within a run: the run, and the request whose answer it preceded. */
  readonly during?: { readonly run: number; readonly request: number }
}

/** What happened, in order, for people. */
export class Story {
  readonly edits: ToldEdit[] = []
  readonly #lines: string[] = []

  get lines(): readonly string[] {
    return this.#lines
  }

  edited(told: Omit<ToldEdit, 'number' | 'tiedTo'>): void {
    const last = this.edits.at(-1)
    const edit: ToldEdit = {
      ...told,
      number: this.edits.length + 1,
      ...(last?.at === told.at ? { tiedTo: last.number } : {}),
    }
    this.edits.push(edit)
    const { during } = edit
    const within =
      during === undefined ? '' : `, before the answer to request ${during.request} of run ${during.run}`
    this.#lines.push(`edit #${edit.number}: ${nameOf(edit)} ${whenOf(edit)}${within}`)
  }

  tell(line: string): void {
    this.#lines.push(line)
  }

  /** The last edit that concerned an item. */
  lastOf(stream: string, ref: string): ToldEdit | undefined {
    return this.edits.findLast(
      ({ applied }) => applied.stream === stream && (applied.ref === ref || applied.movedTo === ref),
    )
  }
}

/** "edit issues 1001" */
export function nameOf({ edit, applied }: ToldEdit): string {
  const to = applied.movedTo === undefined ? '' : ` to ${applied.movedTo}`
  return `${edit.kind} ${applied.stream} ${applied.ref}${to}`
}

function whenOf({ at, tiedTo }: ToldEdit): string {
  return tiedTo === undefined
    ? `at ${new Date(at).toISOString().slice(11, 19)}`
    : `at the same instant as edit #${tiedTo}`
}
