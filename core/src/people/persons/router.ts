import { z } from 'zod'
import {
  fieldsInput,
  given,
  pageInput,
  pageOfWhole,
  procedure,
  router,
  sortInput,
  wholeListInput,
  wholeListOutput,
  restRoutes,
} from '../../rpc/index.ts'
import type { Evidence } from './evidence.ts'
import { accountKey } from './known-account.ts'
import type { KnownPerson } from './find-persons.ts'
import type { PersonsService } from './service.ts'

const key = z.object({
  connection: z.string().min(1),
  ref: z
    .string()
    .min(1)
    .describe('Ref or former ref of an account; in the connection "@people" the id of a stated person'),
})

const knownAccount = z.object({
  connection: z.string(),
  ref: z.string(),
  login: z.string().optional(),
  displayName: z.string().optional(),
  email: z.string().optional(),
  type: z.enum(['human', 'app', 'unknown']),
  active: z.boolean().optional().describe('False: left or suspended'),
})

const evidence = z.object({
  one: key,
  other: key,
  rule: z.enum(['decision', 'stated', 'email', 'login', 'name', 'initial']),
  confidence: z.number().min(0).max(1).describe('How sure the rule is, 0 to 1'),
  why: z.string().describe('What is the same in both'),
})

const person = z.object({
  id: z.string().describe('Leads to the person as long as one of its accounts does'),
  stated: z.string().optional().describe('Id under which the organisation states them'),
  name: z.string(),
  accounts: z.array(knownAccount).readonly(),
  links: z.array(evidence).readonly().describe('Why the accounts are taken for one person’s'),
  confidence: z.number().min(0).max(1).describe('Of the weakest link; 1 for a single account'),
})

const decision = z.object({
  id: z.string(),
  verdict: z.enum(['same', 'apart']),
  one: key,
  other: key,
  note: z.string().optional(),
  by: z.string(),
  at: z.string().describe('Instant'),
  withdrawnBy: z.string().optional(),
  withdrawnAt: z.string().optional(),
})

function shown<E extends Evidence>(link: E) {
  return { ...link, one: accountKey(link.one), other: accountKey(link.other) }
}

function shownPerson({ id, name, stated, accounts, links, confidence }: KnownPerson) {
  return { id, name, ...(stated !== undefined && { stated }), accounts, links: links.map(shown), confidence }
}

/** Persons over HTTP and tRPC. */
export function personsRouter(service: PersonsService) {
  const rest = restRoutes('people')
  return router({
    list: procedure('viewer')
      .meta(
        rest('GET', '/people/persons', 'Persons, each with the accounts that are taken for theirs, and why'),
      )
      .input(
        z.object({
          text: z.string().min(1).optional().describe('Part of the name, or of a login or address'),
          ...sortInput(['name', 'id', 'accounts', 'confidence'], 'by name, as people sort names'),
          ...fieldsInput,
          cursor: pageInput.cursor,
          limit: z.int().min(1).max(500).default(500).describe('Most persons of a page'),
        }),
      )
      .output(
        z.object({
          persons: z.array(person).readonly(),
          next: z.string().optional().describe('Cursor of the next page; absent on the last'),
          apps: z
            .array(knownAccount)
            .readonly()
            .describe('Accounts nobody stands behind; with the first page'),
        }),
      )
      .query(async ({ input: { text, ...page } }) => {
        const { persons, next, apps } = await service.list({ ...page, ...given({ text }) })
        return { persons: persons.map(shownPerson), apps, ...(next !== undefined && { next }) }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/people/persons/{id}', 'One person'))
      .input(z.object({ id: z.string().min(1) }))
      .output(person)
      .query(async ({ input }) => shownPerson(await service.person(input.id))),
    suggestions: procedure('viewer')
      .meta(rest('GET', '/people/suggestions', 'Accounts that may be one person’s, for somebody to decide'))
      .input(z.object(wholeListInput(['confidence', 'rule'], 'the surest first')))
      .output(
        z.object({
          suggestions: z
            .array(evidence.extend({ against: z.string().describe('What speaks against it') }))
            .readonly(),
          ...wholeListOutput,
        }),
      )
      .query(async ({ input }) => {
        const { rows, ...next } = pageOfWhole(
          (await service.suggestions()).map(shown),
          input,
          ({ one, other }) => JSON.stringify([one.connection, one.ref, other.connection, other.ref]),
        )
        return { suggestions: rows, ...next }
      }),
    decisions: procedure('viewer')
      .meta(rest('GET', '/people/decisions', 'What was decided about accounts, the newest first'))
      .input(z.object(wholeListInput(['at', 'by', 'verdict'], 'the newest first')))
      .output(z.object({ decisions: z.array(decision).readonly(), ...wholeListOutput }))
      .query(async ({ input }) => {
        const { rows, ...next } = pageOfWhole(await service.decisions(), input, ({ id }) => id)
        return { decisions: rows, ...next }
      }),
    decide: procedure('pmo')
      .meta(rest('POST', '/people/decisions', 'Say that two accounts are one person’s, or two people’s'))
      .input(
        z.object({
          verdict: z.enum(['same', 'apart']),
          one: key,
          other: key,
          note: z.string().max(2000).optional().describe('Why; kept with who and when'),
        }),
      )
      .output(decision)
      .mutation(({ input: { note, ...rest }, ctx }) =>
        service.decide({ ...rest, by: ctx.principal.name, ...(note !== undefined && { note }) }),
      ),
    withdraw: procedure('pmo')
      .meta(rest('POST', '/people/decisions/{id}/withdraw', 'Take a decision about accounts back'))
      .input(z.object({ id: z.string().min(1) }))
      .output(decision)
      .mutation(({ input, ctx }) => service.withdraw(input.id, ctx.principal.name)),
  })
}
