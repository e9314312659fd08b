import { PmoError } from '../../config/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'

type Key = Awaited<ReturnType<Api['persons']['suggestions']['query']>>['suggestions'][number]['one']
type Decision = Awaited<ReturnType<Api['persons']['decide']['mutate']>>

const keyText = ({ connection, ref }: Key): string => `${connection}/${ref}`

/** The persons with their accounts. */
export async function listPersons(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const first = await session.api.persons.list.query({})
  const { apps } = first
  const persons = [...first.persons]
  for (let { next } = first; next !== undefined;) {
    const page = await session.api.persons.list.query({ cursor: next })
    persons.push(...page.persons)
    next = page.next
  }
  if (context.output.json) {
    context.output.result({ persons, apps }, () => '')
    return EXIT.ok
  }
  context.output.list(
    persons,
    [
      { title: 'name', value: (person) => person.name },
      {
        title: 'accounts',
        value: ({ accounts }) =>
          accounts.map(({ connection, ref, login }) => `${connection}/${login ?? ref}`).join(', '),
      },
      { title: 'sure', value: ({ confidence }) => `${Math.round(confidence * 100)} %` },
      { title: 'why', value: ({ links }) => links.map(({ rule }) => rule).join(', '), most: 60 },
      { title: 'id', value: ({ id }) => id },
    ],
    'No tracker has told of anybody yet; sync one.',
  )
  if (apps.length > 0)
    context.output.note(`Apps, which are nobody: ${apps.map(({ login, ref }) => login ?? ref).join(', ')}`)
  return EXIT.ok
}

/** What the rules could not decide. */
export async function listSuggestions(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const { suggestions } = await session.api.persons.suggestions.query({})
  context.output.list(
    suggestions,
    [
      { title: 'account', value: ({ one }) => keyText(one) },
      { title: 'other', value: ({ other }) => keyText(other) },
      { title: 'why', value: ({ why }) => why },
      { title: 'against', value: ({ against }) => against },
    ],
    'There is nothing to decide.',
  )
  return EXIT.ok
}

/** What people have decided. */
export async function listDecisions(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const { decisions } = await session.api.persons.decisions.query({})
  context.output.list(
    decisions,
    [
      { title: 'id', value: ({ id }) => id },
      { title: 'verdict', value: ({ verdict }) => verdict },
      { title: 'account', value: ({ one }) => keyText(one) },
      { title: 'other', value: ({ other }) => keyText(other) },
      { title: 'by', value: ({ by }) => by },
      { title: 'at', value: ({ at }) => at.slice(0, 16).replace('T', ' ') },
      { title: 'note', value: ({ note }) => note, most: 60 },
      { title: 'withdrawn', value: ({ withdrawnBy }) => withdrawnBy },
    ],
    'Nothing was decided yet.',
  )
  return EXIT.ok
}

/** Notes what somebody knows of two accounts. */
export async function decideAccounts(
  context: CommandContext,
  request: {
    readonly verdict: 'same' | 'apart'
    readonly one: string
    readonly other: string
    readonly note?: string | undefined
  },
): Promise<number> {
  const { verdict, note } = request
  const [one, other] = [keyOf(request.one), keyOf(request.other)]
  await using session = await context.session()
  const decided = await session.api.persons.decide.mutate({
    verdict,
    one,
    other,
    ...(note !== undefined && { note }),
  })
  context.output.result(decided, () => decisionText(decided))
  return EXIT.ok
}

/** Takes a decision back. */
export async function withdrawDecision(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const decision = await session.api.persons.withdraw.mutate({ id })
  context.output.result(decision, () => `Withdrawn: ${decisionText(decision)}`)
  return EXIT.ok
}

function decisionText({ id, verdict, one, other }: Decision): string {
  const said = verdict === 'same' ? 'are one person’s' : 'are two people’s'
  return oneLine(`${keyText(one)} and ${keyText(other)} ${said} (decision ${id}).`)
}

/** `connection/name`; a name may hold slashes, an id of a connection never does. @throws PmoError `invalid-request` */
function keyOf(text: string): Key {
  const at = text.indexOf('/')
  if (at > 0 && at < text.length - 1) return { connection: text.slice(0, at), ref: text.slice(at + 1) }
  throw new PmoError(
    'invalid-request',
    `"${text.slice(0, 80)}" names no account; write connection/login, as \`pmo people\` does.`,
  )
}
