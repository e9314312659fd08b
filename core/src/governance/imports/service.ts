import type { ComputePool } from '../../compute/index.ts'
import { PmoError } from '../../config/index.ts'
import type { Database, Handle } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import { addEntry, changeEntry, entriesOf, lockRegisters, nextNumber } from '../register/queries.ts'
import { ID_PREFIXES, type RegisterKind } from '../register/register-kind.ts'
import { PLAN_IMPORT, type ImportPlan, type ImportWorld } from './plan-import.ts'

export interface RegisterImportParts {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly compute: ComputePool
}

/** A table as somebody hands it in. */
export interface TableImport {
  readonly kind: RegisterKind
  /** CSV with a line of column names. */
  readonly text: string
  /** Project of lines that name none. */
  readonly project?: string
}

/** What an import did. */
export interface ImportDone {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  /** Lines that said what an entry says already. */
  readonly same: number
  /** Lines that were left out. */
  readonly left: number
}

/** Takes registers over from tables. */
export class RegisterImports {
  readonly #parts: RegisterImportParts

  constructor(parts: RegisterImportParts) {
    this.#parts = parts
  }

  /** What taking a table would do; writes nothing. */
  preview(table: TableImport): Promise<ImportPlan> {
    return this.#plan(this.#parts.database.root, table)
  }

  /**
   * Takes a table: all of it in one transaction, or nothing.
   * @throws PmoError `invalid-request` where a line cannot be taken, unless those are to be left out
   */
  async take(
    table: TableImport & { readonly source: string; readonly skipBad: boolean; readonly by: string },
  ): Promise<ImportDone> {
    const { kind, source, skipBad, by } = table
    return this.#parts.database.transaction(async (tx) => {
      await lockRegisters(tx)
      const { rows, problems } = await this.#plan(tx, table)
      const [first] = problems
      if (first !== undefined && !skipBad)
        throw new PmoError(
          'invalid-request',
          `${problems.length === 1 ? 'A line' : `${problems.length} lines`} cannot be taken, the first is line ${first.line}: ${first.sentence} Correct them, or leave them out (skipBad).`,
        )
      const added: string[] = []
      const named = new Set(rows.flatMap(({ id }) => id ?? []))
      let next = await nextNumber(tx, kind)
      const nextId = (): string => {
        const id = `${ID_PREFIXES[kind]}-${next}`
        next += 1
        return named.has(id) ? nextId() : id
      }
      const changed: string[] = []
      for (const { what, line, id, project, body } of rows) {
        const told = { body, by, reason: `Line ${line} of ${source}` }
        if (what === 'add') {
          const more = { id: id ?? nextId(), ...(project !== undefined && { project }) }
          added.push((await addEntry(tx, { kind, ...told, ...more })).id)
        }
        if (what === 'change' && id !== undefined)
          changed.push((await changeEntry(tx, { id, what: 'changed', project, ...told })).id)
      }
      const same = rows.filter(({ what }) => what === 'same').length
      return { added, changed, same, left: problems.length }
    })
  }

  async #plan(handle: Handle, { kind, text, project }: TableImport): Promise<ImportPlan> {
    const projects = (await this.#parts.definitions.list('project', handle)).map(({ id }) => id)
    const world: ImportWorld = {
      kind,
      projects: new Set(projects),
      // Ids are unique among all kinds, so a line may name an entry of another one.
      entries: await entriesOf(handle, { withdrawn: true }),
      ...(project !== undefined && { project }),
    }
    return this.#parts.compute.run(PLAN_IMPORT, { text, world })
  }
}
