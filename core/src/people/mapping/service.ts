import { isDeepStrictEqual } from 'node:util'
import { PmoError, type PersonDefinition } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import type { OrganisationService } from '../organisation/service.ts'
import { ORGANISATION } from '../persons/stated-person.ts'
import type { PersonsService } from '../persons/service.ts'
import type { ImportedChange } from '../tables.ts'
import { planImport, type ImportPlan } from './plan-import.ts'
import { keepImport, keptImports, markReverted, type KeptImport } from './queries.ts'
import { readMapping } from './read-mapping.ts'

export interface MappingParts {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly organisation: OrganisationService
  readonly persons: PersonsService
}

/** A mapping as somebody hands it in. */
export interface Mapping {
  readonly format: 'csv' | 'json'
  readonly text: string
}

/** Imports of who has which account, address, role and unit. */
export class MappingService {
  readonly #parts: MappingParts

  constructor(parts: MappingParts) {
    this.#parts = parts
  }

  /** What taking a mapping would do; writes nothing. */
  async preview({ format, text }: Mapping): Promise<ImportPlan & { readonly lines: number }> {
    const { definitions, organisation, persons } = this.#parts
    const { rows, problems } = readMapping(text, format)
    const { units, roles } = await organisation.current()
    const { persons: everybody, apps } = await persons.everybody()
    const known = new Set(
      [...everybody.flatMap(({ accounts }) => accounts), ...apps].flatMap(
        ({ connection, ref, login, email }) =>
          [ref, login, email].flatMap((name) =>
            name === undefined ? [] : [`${connection}/${name.toLowerCase()}`],
          ),
      ),
    )
    const plan = planImport(rows, {
      // A stored body passed the schema of its kind.
      people: (await definitions.list('person')).map(({ id, body, managed }) => ({
        definition: { ...body, id } as PersonDefinition,
        managed,
      })),
      units: [...units.values()].map(({ definition: { id, name } }) => ({ id, name })),
      roles: [...roles.values()],
      connections: (await definitions.list('connection'))
        .map(({ id }) => id)
        .filter((id) => id !== ORGANISATION),
      isKnown: (connection, account) => known.has(`${connection}/${account.toLowerCase()}`),
    })
    return {
      ...plan,
      lines: rows.length,
      problems: [...problems, ...plan.problems].toSorted((one, other) => one.line - other.line),
    }
  }

  /**
   * Takes a mapping: all of it in one transaction, kept with what it did.
   *
   * @throws PmoError `invalid-request` where a line cannot be taken, unless those are to be left out; `conflict` where
   * somebody changed a person meanwhile
   */
  async apply(
    mapping: Mapping & {
      /** Name of the file, for people. */
      readonly source: string
      readonly note?: string
      /** Leave out lines that cannot be taken. */
      readonly skipBad: boolean
      readonly by: string
    },
  ): Promise<KeptImport> {
    const { database, definitions, organisation } = this.#parts
    const { changes, problems, lines } = await this.preview(mapping)
    const [problem] = problems
    if (problem !== undefined && !mapping.skipBad)
      throw new PmoError(
        'invalid-request',
        `${problems.length} lines cannot be taken, the first is line ${problem.line}: ${problem.sentence} Correct them, or leave them out (skipBad).`,
      )
    if (changes.length === 0)
      throw new PmoError(
        'invalid-request',
        'The mapping changes nothing: nobody in it is otherwise than it says.',
      )
    await organisation.check(changes.map(({ id, after }) => ({ kind: 'person', id, entry: after })))
    const versions = new Map((await definitions.list('person')).map(({ id, version }) => [id, version]))
    const id = await database.transaction(async (tx) => {
      const requests = changes.map(({ id: person, before, after }) => {
        const version = versions.get(person)
        return {
          kind: 'person' as const,
          id: person,
          body: bodyOf(after),
          ...(before !== undefined && version !== undefined && { version }),
        }
      })
      await definitions.writeAll(tx, requests, mapping.by)
      const done = changes.map(({ id: person, before, after, lines: own }): ImportedChange => ({
        id: person,
        after: bodyOf(after),
        lines: own,
        ...(before !== undefined && { before: bodyOf(before) }),
      }))
      const { source, note, by } = mapping
      const taken = lines - new Set(problems.map(({ line }) => line)).size
      return keepImport(tx, { source, lines: taken, changes: done, by, ...(note !== undefined && { note }) })
    })
    return this.#import(id)
  }

  /** All imports, the newest first. */
  list(): Promise<readonly KeptImport[]> {
    return keptImports(this.#parts.database.root)
  }

  /**
   * Takes an import back: everybody is again as they were before it.
   *
   * @throws PmoError `not-found`; `conflict` where it was taken back already, or a person was changed since
   */
  async revert(id: string, by: string): Promise<KeptImport> {
    const { database, definitions, organisation } = this.#parts
    const { changes } = await this.#import(id)
    const people = new Map((await definitions.list('person')).map((one) => [one.id, one]))
    // Whoever was changed and changed back is as the import left them.
    const since = changes.filter(
      ({ id: person, after }) => !isDeepStrictEqual(people.get(person)?.body, after),
    )
    if (since.length > 0)
      throw new PmoError(
        'conflict',
        `The import ${id} cannot be taken back as a whole: ${since.map(({ id: person }) => `"${person}"`).join(', ')} ${since.length === 1 ? 'was' : 'were'} changed since. Take later imports back first, or change these people by hand.`,
      )
    await organisation.check(
      changes.map(({ id: person, before }) => ({
        kind: 'person',
        id: person,
        // A body that was stored before passed the schema of its kind.
        ...(before !== undefined && { entry: before as Omit<PersonDefinition, 'id'> }),
      })),
    )
    await database.transaction(async (tx) => {
      if (!(await markReverted(tx, id, by)))
        throw new PmoError('conflict', `The import ${id} was taken back already.`)
      const requests = changes.map(({ id: person, before }) => ({
        kind: 'person' as const,
        id: person,
        version: people.get(person)?.version ?? 0,
        ...(before !== undefined && { body: before }),
      }))
      await definitions.writeAll(tx, requests, by)
    })
    return this.#import(id)
  }

  async #import(id: string): Promise<KeptImport> {
    const [found] = /^\d{1,15}$/.test(id) ? await keptImports(this.#parts.database.root, id) : []
    if (found !== undefined) return found
    throw new PmoError('not-found', `There is no import "${id.slice(0, 20)}"; people.imports lists them.`)
  }
}

function bodyOf({ id, ...body }: PersonDefinition): Omit<PersonDefinition, 'id'> {
  // The id is the entry's own.
  void id
  return body
}
